#include "api/cli/witnessing.h"

#include <algorithm>
#include <chrono>

#include <spdlog/spdlog.h>

#include "api/cli/housekeeping.h"
#include "api/http/witness_client.h"
#include "ledger/base/error.h"
#include "ledger/cases/ask_witness.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/storage/log.h"

namespace relief::cli {
namespace {

constexpr auto tick = std::chrono::milliseconds{500};
constexpr auto longest_pause = std::chrono::milliseconds{std::chrono::minutes{1}};
constexpr auto between_looks = std::chrono::milliseconds{std::chrono::seconds{10}};

/// Whether the log that is served here is the one that the policy is about.
void require_this_log(Context& context, const audit::Policy& policy) {
  const auto own = context.signer.public_key();
  require(policy.origin == context.signer.origin() &&
              std::ranges::find(policy.logs, own, &NoteVerifier::key) != policy.logs.end(),
          Errc::conflict, "the policy names another log, or another key of it");
  const auto genesis = context.database.read(
      [](storage::Transaction& tx) { return storage::records_from(tx, 0, 1); });
  require(genesis.empty() || sha256(genesis.front()) == policy.genesis, Errc::conflict,
          "the policy names another first record of the log");
}

}  // namespace

Witnessing::Witnessing(Context& context, audit::Policy policy)
    : context_{context}, policy_{std::move(policy)} {
  require_this_log(context_, policy_);
  for (const auto& party : policy_.parties) {
    if (party.url.empty()) continue;
    require(api::is_witness_url(party.url), Errc::malformed,
            "a witness's address in the policy begins with http or https");
    threads_.emplace_back([this, &party](const std::stop_token& stop) { follow(stop, party); });
  }
  if (!policy_.quorum.empty()) {
    threads_.emplace_back([this](const std::stop_token& stop) { watch(stop); });
  }
}

Witnessing::~Witnessing() {
  for (auto& thread : threads_) thread.request_stop();
}

void Witnessing::wait(const std::stop_token& stop, std::chrono::milliseconds pause) {
  std::unique_lock lock{mutex_};
  waiting_.wait_for(lock, stop, pause, [] { return false; });
}

void Witnessing::follow(const std::stop_token& stop, const audit::Policy::Party& party) {
  const KnownWitness witness{
      .key = *std::ranges::find(policy_.witnesses, party.witness, &NoteVerifier::name),
      .ask = [&](const std::string& request) {
        auto answer = api::add_checkpoint(party.url, request, stop);
        return WitnessSaid{.status = answer.status, .body = std::move(answer.body)};
      }};
  const auto is_quorum = [this](std::span<const std::string> cosigners) {
    return !policy_.quorum.empty() && audit::quorum_met(policy_, cosigners);
  };
  std::chrono::milliseconds pause = tick;
  while (!stop.stop_requested()) {
    try {
      ask_witness(context_, witness, is_quorum);
      pause = tick;
    } catch (const std::exception& error) {
      if (!stop.stop_requested()) spdlog::warn("witness {}: {}", party.name, error.what());
      pause = std::min(2 * pause, longest_pause);
    }
    wait(stop, pause);
  }
}

void Witnessing::watch(const std::stop_token& stop) {
  const auto began = context_.clock();
  while (!stop.stop_requested()) {
    try {
      const auto now = context_.clock();
      const auto state = context_.database.read(
          [&](storage::Transaction& tx) { return witness_standing(tx, now); });
      const bool missed =
          state.standing == Standing::refused ||
          (now - began > stale_after && now - state.at.value_or(began) > stale_after);
      if (missed) commit(context_, {.actor = clock_itself(), .decide = tell_missed_witness});
    } catch (const std::exception& error) {
      spdlog::warn("the state of the witnesses isn't known: {}", error.what());
    }
    wait(stop, between_looks);
  }
}

}  // namespace relief::cli
