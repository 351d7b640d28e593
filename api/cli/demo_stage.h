#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "api/cli/demo.h"
#include "api/cli/house.h"

namespace relief::cli {

/// A clock that a story sets, until it is let go and tells the present.
class StoryClock {
 public:
  void set(Instant moment) { *seconds_ = moment.time_since_epoch().count(); }
  void let_go() { *seconds_ = present; }
  [[nodiscard]] Clock clock() const;

 private:
  static constexpr std::int64_t present = -1;
  std::shared_ptr<std::atomic<std::int64_t>> seconds_ =
      std::make_shared<std::atomic<std::int64_t>>(present);
};

/// Begins the log of an empty house: genesis, and two administrators with keys and passwords of
/// their own. Their key files lie in `data`/keys.
std::array<PersonLogin, 2> found_demo(House& house, const std::filesystem::path& data);

}  // namespace relief::cli
