#include "ledger/audit/replay.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "ledger/audit/entry_rules.h"
#include "ledger/audit/reading.h"
#include "ledger/base/error.h"
#include "ledger/books/history.h"
#include "ledger/books/record_kinds.h"

namespace relief::audit {
namespace {

std::map<std::string_view, const Rule*> all_rules() {
  std::map<std::string_view, const Rule*> all;
  for (const auto rules :
       {rules_of_people(), rules_of_cases(), rules_of_claims(), rules_of_payments(),
        rules_of_money(), rules_of_receipts(), rules_of_statements(), rules_of_history()}) {
    for (const auto& rule : rules) all.emplace(rule.kind, &rule);
  }
  return all;
}

const Rule* rule_of(std::string_view kind) {
  static const auto all = all_rules();
  const auto found = all.find(kind);
  return found == all.end() ? nullptr : found->second;
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

/// What was begun with a signature over many records is followed by them and by nothing else.
void check_order(const State& state, const Record& record) {
  require(state.open_batch.empty() || record.kind == "payment.ordered", Errc::refused,
          "a batch has fewer payments than were signed");
  require(!state.history || record.kind == "history.line", Errc::refused,
          "a history has fewer lines than were signed");
}

/// People sign something once for each time that it is done.
void take_statements(State& state, const Signers& signers) {
  for (const auto& due : signers.due) {
    require(state.signed_texts.insert(due.challenge).second, Errc::refused,
            "what was signed was recorded before");
  }
}

}  // namespace

Replay::Replay(Sources sources) {
  state_.sources = std::move(sources);
  state_.roots = Roots{state_.sources.leaves};
}

const Currency& Replay::currency_of(const Scan& scan, const std::string& place) const {
  const auto found = state_.places.find(place);
  if (found != state_.places.end()) return *found->second.currency;
  // A place's own opening may book what it held.
  const auto text = [&](std::string_view name) {
    const auto field = scan.root().find(name);
    return field ? field->text() : std::string{};
  };
  require(text("kind") == "place.opened" && text("place") == place, Errc::refused,
          "an entry is of a place nobody opened");
  return currency(text("currency"));
}

ReadRecord Replay::read(const Scan& scan) const {
  auto read = read_record(
      scan, [&](const std::string& place) -> const Currency& { return currency_of(scan, place); });
  require(read.envelope.seq == state_.size, Errc::refused,
          "a record stands at another place than its number says");
  require(read.envelope.at >= state_.last_at, Errc::refused,
          "a record is from before the one that it follows");
  const auto version = read.record.rulebook;
  require(!version || *version == state_.rulebook_version(), Errc::refused,
          "a record names another rulebook than the one in force");
  require(version.has_value() != read.record.clause.empty(), Errc::refused,
          "a record names a clause of no rulebook, or a rulebook for no clause");
  require((read.record.kind == "genesis") == (state_.size == 0), Errc::refused,
          "a log begins with genesis, once");
  check_order(state_, read.record);
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
    require(state_.keyring.has_role(envelope.by), Errc::refused,
            "a record is by somebody who has no role");
  }
}

Signers Replay::check_acts(const ReadRecord& read, const Scan& scan, const Rule* rule) const {
  auto signers = check_signatures(read.record, scan,
                                  {.keyring = state_.keyring,
                                   .roots = state_.roots,
                                   .seq = read.envelope.seq,
                                   .at = read.envelope.at});
  check_signers(read.record, rule, signers.people);
  check_author(read.envelope, signers.people);
  return signers;
}

Replayed Replay::take(const Scan& scan) {
  try {
    Replayed replayed{.record = read(scan), .signers = {}, .changes = {}};
    const auto& [record, envelope] = replayed.record;
    const auto* rule = rule_of(record.kind);
    replayed.signers = check_acts(replayed.record, scan, rule);
    take_statements(state_, replayed.signers);
    const Taken taken{
        .record = record, .envelope = envelope, .scan = scan, .signers = replayed.signers.people};
    require(!record.entry || (rule != nullptr && rule->books), Errc::refused,
            "a record of this kind has no entry");
    if (rule != nullptr && rule->apply != nullptr) rule->apply(state_, taken);
    take_entry(state_, taken);
    ++state_.size;
    state_.last_at = envelope.at;
    replayed.changes = state_.book.take_changes();
    follow_history(state_, envelope.seq, replayed.changes);
    state_.has_begun = state_.has_begun || !may_precede_history(record.kind);
    count(replayed);
    return replayed;
  } catch (const Error&) {
    throw;
  } catch (const std::exception& broken) {
    // What breaks a promise of the books, or of a library, is a fault of the record here.
    throw Error{Errc::malformed, std::string{"the record can't be right: "} + broken.what()};
  }
}

void Replay::count(const Replayed& replayed) {
  const auto& record = replayed.record.record;
  counted_.signatures += replayed.signers.people.size();
  counted_.approvals += record.kind == "request.approved" ? 1 : 0;
  counted_.entries += record.entry ? 1 : 0;
  counted_.postings += replayed.changes.postings.size();
}

void Replay::finish() const {
  require(state_.open_batch.empty(), Errc::refused, "the last batch lacks payments");
  require(!state_.history, Errc::refused, "the last history lacks lines");
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
