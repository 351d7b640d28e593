#include "api/cli/housekeeping.h"

#include <chrono>

#include <spdlog/spdlog.h>

#include "ledger/base/error.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/withdraw_request.h"

namespace relief::cli {
namespace {

constexpr auto pause = std::chrono::hours{1};

}  // namespace

const Actor& clock_itself() {
  static const Actor actor{.person = PersonId{"clock"}, .role = Role::administrator};
  return actor;
}

Housekeeping::Housekeeping(Context& context)
    : context_{context}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

void Housekeeping::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      commit(context_, {.actor = clock_itself(), .decide = lapse_requests});
      context_.signer.sign(context_.database, context_.clock());
    } catch (const std::exception& error) {
      spdlog::warn("housekeeping waits for its next turn: {}", error.what());
    }
    std::unique_lock lock{mutex_};
    waiting_.wait_for(lock, stop, pause, [] { return false; });
  }
}

}  // namespace relief::cli
