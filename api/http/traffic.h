#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace relief::api {

/// What this process has answered, by the hundreds of the status. Any thread.
class Traffic {
 public:
  void count(int status) { ++answers_.at(static_cast<unsigned>(status) / 100); }
  [[nodiscard]] std::uint64_t answers(unsigned hundreds) const { return answers_.at(hundreds); }

 private:
  std::array<std::atomic<std::uint64_t>, 6> answers_{};
};

/// The one of this process.
inline Traffic& traffic() {
  static Traffic only;
  return only;
}

}  // namespace relief::api
