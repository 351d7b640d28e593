#pragma once

#include <csignal>

#include <functional>
#include <thread>

namespace relief::cli {

/// Stops a server when the process is asked to end. The signals are blocked in every thread that
/// starts after it and waited for in one of its own, so that no handler runs in the middle of
/// anything.
class StopOnSignal {
 public:
  explicit StopOnSignal(std::function<void()> stop);
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  sigset_t signals_{};
  std::thread waiter_;
};

}  // namespace relief::cli
