#pragma once

#include <chrono>

namespace relief::cli {

/// Seconds since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count();
  }

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// Seconds of processor time that this program, or the programs that it waited for, have used.
double processor_seconds_of_self();
double processor_seconds_of_children();

}  // namespace relief::cli
