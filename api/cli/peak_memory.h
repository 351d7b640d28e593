#pragma once

#include <cstddef>

namespace relief::cli {

/// The most memory that this program has at once, beyond what it has now, from here on. As Linux
/// tells it (/proc/self); one at a time.
class PeakMemory {
 public:
  PeakMemory();

  /// In bytes; zero where the system doesn't tell.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::size_t before_;
};

}  // namespace relief::cli
