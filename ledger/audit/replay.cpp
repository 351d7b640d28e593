#include "ledger/audit/replay.h"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "ledger/audit/entry_rules.h"
#include "ledger/audit/signatures.h"
#include "ledger/base/error.h"
#include "ledger/books/record_kinds.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/sha256.h"

namespace relief::audit {
namespace {

const Rule* rule_of(std::string_view kind) {
  for (const auto rules :
       {rules_of_people(), rules_of_cases(), rules_of_payments(), rules_of_money()}) {
    const auto found = std::ranges::lower_bound(rules, kind, {}, &Rule::kind);
    if (found != rules.end() && found->kind == kind) return &*found;
  }
  return nullptr;
}

/// Whether each role finds a signer of its own. There are at most two.
bool fill(const std::vector<std::string>& roles, const std::vector<std::string>& signers,
          const Keyring& keyring) {
  if (roles.size() == 1) return keyring.holds(signers[0], roles[0]);
  const auto are = [&](std::size_t first, std::size_t second) {
    return keyring.holds(signers[first], roles[0]) && keyring.holds(signers[second], roles[1]);
  };
  return are(0, 1) || are(1, 0);
}

/// A batch whose payments are still to come ends with nothing else.
bool belongs_to_batch(const State& state, const Record& record) {
  return state.open_batch.empty() || record.kind == "payment.ordered";
}

}  // namespace

ReadRecord Replay::read(std::string_view bytes, const nlohmann::json& json) const {
  auto read = record_of(json, [&](const std::string& place) -> const Currency& {
    const auto found = state_.places.find(place);
    // A place's own opening may book what it held.
    const bool opens = found == state_.places.end() && json.at("kind") == "place.opened" &&
                       json.value("place", "") == place;
    if (opens) return currency(json.value("currency", ""));
    require(found != state_.places.end(), Errc::refused, "an entry is of a place nobody opened");
    return *found->second.currency;
  });
  require(canonical(relief::to_json(read.record, read.envelope)) == bytes, Errc::malformed,
          "a record is written in another way than its kind is");
  require(read.envelope.seq == state_.size, Errc::refused,
          "a record stands at another place than its number says");
  const auto version = read.record.rulebook;
  require(!version || *version == state_.rulebook_version(), Errc::refused,
          "a record names another rulebook than the one in force");
  require((read.record.kind == "genesis") == (state_.size == 0), Errc::refused,
          "a log begins with genesis, once");
  require(belongs_to_batch(state_, read.record), Errc::refused,
          "a batch has fewer payments than were signed");
  return read;
}

void Replay::check_signers(const Record& record, const Rule* rule,
                           const std::vector<std::string>& signers) const {
  const auto demanded = static_cast<std::size_t>(record_kind(record.kind).signatures);
  const bool optional = record.kind == "statement.imported" && !signers.empty();
  if (demanded == 0 && !optional) {
    require(signers.empty(), Errc::refused, "nobody signs this kind of record");
    return;
  }
  const auto* act =
      rule != nullptr && !rule->act.empty() ? act_rule(state_.rulebook, rule->act) : nullptr;
  require(rule == nullptr || rule->act.empty() || act != nullptr, Errc::refused,
          "the rulebook in force doesn't know such an act");
  const auto roles = act == nullptr ? std::vector<std::string>{} : act->signers;
  require(signers.size() == std::max(demanded, roles.size()), Errc::refused,
          "a record lacks a signature that its kind needs, or has one too many");
  require(roles.empty() || roles.size() != signers.size() || fill(roles, signers, state_.keyring),
          Errc::refused, "a signer doesn't have the role that the rulebook asks for");
  require(act == nullptr || record.clause.empty() || record.clause == act->clause, Errc::refused,
          "a record names another clause than the rulebook has for it");
  for (const auto& signer : signers) {
    require(!state_.keyring.roles_of(signer).empty(), Errc::refused, "a signer has no role");
  }
}

void Replay::check_author(const Envelope& envelope, const std::vector<std::string>& signers) const {
  if (!signers.empty()) {
    require(std::ranges::find(signers, envelope.by) != signers.end(), Errc::refused,
            "a signed record is by one of its signers");
  } else if (envelope.by != "clock") {
    require(!state_.keyring.roles_of(envelope.by).empty(), Errc::refused,
            "a record is by somebody who has no role");
  }
}

std::vector<std::string> Replay::check_acts(const ReadRecord& read, const nlohmann::json& json,
                                            const Rule* rule) const {
  auto signers = check_signatures(
      read.record, json,
      {.keyring = state_.keyring, .roots = state_.roots, .seq = read.envelope.seq});
  check_signers(read.record, rule, signers);
  check_author(read.envelope, signers);
  return signers;
}

Replayed Replay::take(std::string_view bytes) {
  try {
    const auto json = parse_canonical(bytes);
    Replayed replayed{.record = read(bytes, json), .signers = {}, .changes = {}};
    const auto& [record, envelope] = replayed.record;
    const auto* rule = rule_of(record.kind);
    replayed.signers = check_acts(replayed.record, json, rule);
    const Taken taken{.record = record,
                      .envelope = envelope,
                      .digest = sha256(bytes),
                      .signers = replayed.signers};
    if (rule != nullptr && rule->apply != nullptr) rule->apply(state_, taken);
    take_entry(state_, taken);
    state_.roots.append(leaf_hash(bytes));
    ++state_.size;

    replayed.changes = state_.book.take_changes();
    counted_.signatures += replayed.signers.size();
    counted_.approvals += record.kind == "request.approved" ? 1 : 0;
    counted_.entries += record.entry ? 1 : 0;
    counted_.postings += replayed.changes.postings.size();
    return replayed;
  } catch (const Error&) {
    throw;
  } catch (const std::exception& broken) {
    // What breaks a promise of the books, or of a library, is a fault of the record here.
    throw Error{Errc::malformed, std::string{"the record can't be right: "} + broken.what()};
  }
}

void Replay::finish() const {
  require(belongs_to_batch(state_, {}), Errc::refused, "the last batch lacks payments");
  check_lots(state_);
  check_statements(state_);
}

Check::Counts counts_of(const Replay& replay) {
  const auto& state = replay.state();
  const auto& counted = replay.counted();
  return {{"records", state.size},
          {"signatures", counted.signatures},
          {"keys", state.keyring.keys().size()},
          {"rulebooks", state.rulebooks.size()},
          {"requests", state.requests.size()},
          {"approvals", counted.approvals},
          {"payments", state.payments.size()},
          {"entries", counted.entries},
          {"postings", counted.postings}};
}

}  // namespace relief::audit
