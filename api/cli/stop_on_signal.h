#pragma once

#include <csignal>

#include <thread>

#include "api/http/server.h"

namespace relief::cli {

/// Stops the server when the process is asked to end. The signals are blocked in every thread that
/// starts after it and waited for in one of its own, so that no handler runs in the middle of
/// anything.
class StopOnSignal {
 public:
  explicit StopOnSignal(api::Server& server);
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  sigset_t signals_{};
  std::thread waiter_;
};

}  // namespace relief::cli
