#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "ledger/audit/policy.h"
#include "ledger/cases/context.h"

namespace relief::cli {

/// Sends each new head of the log to the witnesses that the server's policy gives an address for,
/// each in a thread of its own, so that a slow one keeps nobody waiting; asks them again when
/// nothing happens, and less and less often where they don't answer. Records when too few vouch.
class Witnessing {
 public:
  /// Throws Error{conflict} where the policy is about another log.
  Witnessing(Context& context, audit::Policy policy);
  ~Witnessing();
  Witnessing(const Witnessing&) = delete;
  Witnessing& operator=(const Witnessing&) = delete;

 private:
  void follow(const std::stop_token& stop, const audit::Policy::Party& party);
  void watch(const std::stop_token& stop);
  void wait(const std::stop_token& stop, std::chrono::milliseconds pause);

  Context& context_;
  audit::Policy policy_;
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::vector<std::jthread> threads_;  // Last: they use what is above.
};

}  // namespace relief::cli
