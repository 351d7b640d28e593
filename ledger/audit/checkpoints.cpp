#include "ledger/audit/checkpoints.h"

#include <algorithm>
#include <utility>

#include "ledger/audit/checks.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

/// A note's second line, where it is a number: how many records the checkpoint covers, as it says
/// itself.
std::string claimed_size(std::string_view note) {
  const auto begin = note.find('\n');
  if (begin == std::string_view::npos) return {};
  const auto line = note.substr(begin + 1, note.find('\n', begin + 1) - begin - 1);
  constexpr std::size_t digits = 20;
  const bool is_number = !line.empty() && line.size() <= digits &&
                         std::ranges::all_of(line, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::string{line} : std::string{};
}

}  // namespace

SignedCheckpoint open_checkpoint(std::string_view note, const Policy& policy) {
  auto trusted = policy.logs;
  trusted.insert(trusted.end(), policy.witnesses.begin(), policy.witnesses.end());
  auto opened = open_note(note, trusted);
  SignedCheckpoint read{.checkpoint = parse_checkpoint(opened.text), .witnesses = {}};
  require(read.checkpoint.origin == policy.origin, Errc::malformed,
          "the checkpoint is one of another log");
  require(std::ranges::find(opened.verified, policy.origin) != opened.verified.end(), Errc::refused,
          "the log's key in the policy didn't sign the checkpoint");
  for (auto& name : opened.verified) {
    if (name != policy.origin) read.witnesses.push_back(std::move(name));
  }
  return read;
}

SignedCheckpoint open_earlier(std::string_view note, const Policy& policy) {
  try {
    return open_checkpoint(note, policy);
  } catch (const Error& error) {
    const auto size = claimed_size(note);
    const auto which =
        size.empty() ? "an earlier checkpoint: " : "the checkpoint of " + size + " records: ";
    throw Error{error.code(), which + error.what()};
  }
}

bool is_witnessed(const SignedCheckpoint& head, const Policy& policy) {
  return !policy.quorum.empty() && quorum_met(policy, head.witnesses);
}

Checkpoint Past::take(std::string_view note) {
  auto head = open_earlier(note, policy_);
  follow(head);
  return std::move(head.checkpoint);
}

HeadState Past::state_of(const SignedCheckpoint& head) const {
  if (is_witnessed(head, policy_)) return HeadState::witnessed;
  return saw_witnessed_ ? HeadState::stale : HeadState::unwitnessed;
}

void Past::follow(const SignedCheckpoint& head) {
  if (divergence_) return;
  const auto& checkpoint = head.checkpoint;
  saw_witnessed_ = saw_witnessed_ || is_witnessed(head, policy_);
  ++count_;
  if (checkpoint.size > roots_.size()) {
    divergence_ = {"the log signed a checkpoint of " + std::to_string(checkpoint.size) +
                       " records, and only those before this one are here: an older copy of the "
                       "log, or one that was cut short",
                   roots_.size()};
  } else if (roots_.at(checkpoint.size) != checkpoint.root) {
    divergence_ = {"it or one after it, up to record " + std::to_string(checkpoint.size - 1) +
                       ", isn't what the log signed before",
                   agreed_};
  } else {
    agreed_ = std::max(agreed_, checkpoint.size);
  }
}

void check_past(const Past& past) {
  if (const auto& divergence = past.divergence()) {
    fail(divergence->sentence, divergence->seq, Outcome::diverges);
  }
}

void check_kept(const std::string& note, const Roots& roots, const Policy& policy) {
  Past past{roots, policy};
  try {
    past.take(note);
  } catch (const Error& error) {
    fail(std::string{"the checkpoint that was kept: "} + error.what(), std::nullopt,
         Outcome::misused);
  }
  check_past(past);
}

void check_witnesses(const SignedCheckpoint& head, const Policy& policy) {
  if (quorum_met(policy, head.witnesses)) return;
  fail("fewer witnesses have cosigned the checkpoint than the policy asks for", std::nullopt,
       Outcome::few_witnesses);
}

Check::Counts check_relied_on(
    const std::map<std::uint64_t, std::uint64_t>& sizes, const Policy& policy,
    const std::function<std::optional<SignedCheckpoint>(std::uint64_t size)>& find) {
  std::map<std::uint64_t, std::uint64_t> by_payment;
  for (const auto& [size, payment] : sizes) by_payment.emplace(payment, size);
  for (const auto& [payment, size] : by_payment) {
    const auto head = find(size);
    if (!head) fail("a large payment rests on a head that the log didn't sign", payment);
    if (quorum_met(policy, head->witnesses)) continue;
    fail("a large payment rests on a head that fewer witnesses saw than the policy asks for",
         payment, Outcome::few_witnesses);
  }
  return {{"heads that large payments rest on", sizes.size()}};
}

}  // namespace relief::audit
