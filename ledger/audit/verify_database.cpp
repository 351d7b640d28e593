#include "ledger/audit/verify_database.h"

#include <algorithm>
#include <limits>
#include <thread>

#include "ledger/audit/checkpoints.h"
#include "ledger/audit/checks.h"
#include "ledger/audit/contradictions.h"
#include "ledger/audit/opened_rows.h"
#include "ledger/audit/projections.h"
#include "ledger/audit/replay.h"
#include "ledger/audit/signed_rows.h"
#include "ledger/audit/tile_rows.h"
#include "ledger/audit/told_tables.h"
#include "ledger/audit/vault_rows.h"
#include "ledger/audit/workers.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/storage/log.h"
#include "ledger/storage/projections.h"
#include "ledger/storage/rulebooks.h"
#include "ledger/storage/witnesses.h"

namespace relief::audit {
namespace {

constexpr std::size_t page = 256;

/// The signatures of a record, which are still to be verified.
struct DueOfRecord {
  std::uint64_t seq;
  std::vector<DueSignature> signatures;
};

std::optional<Failure> first_that_fails(const std::vector<DueOfRecord>& records) {
  for (const auto& record : records) {
    auto fault = fault_of([&] { require_all_hold(record.signatures); }, record.seq);
    if (fault) return fault;
  }
  return std::nullopt;
}

/// One verification of one snapshot, check by check.
class DatabaseAudit {
 public:
  DatabaseAudit(storage::Transaction& tx, const Policy& policy)
      : tx_{tx},
        policy_{policy},
        replay_{
            {.rulebook =
                 [this](const Hash& digest) { return storage::rulebook_by_digest(tx_, digest); },
             .record = [this](std::uint64_t seq) { return storage::record_bytes(tx_, seq); },
             .leaves =
                 [this](std::uint64_t tile) {
                   return storage::leaf_hashes(tx_, tile * full_tile_width,
                                               (tile + 1) * full_tile_width);
                 }}},
        workers_{std::thread::hardware_concurrency()} {}

  Verdict run(const std::optional<std::string>& since, const Progress& progress) {
    if (!check("tree", [&] { return tree(); })) return std::move(verdict_);
    check("head", [&] { return head(); });
    const bool has_head = check("checkpoint", [&] { return checkpoint(); });
    if (has_head) check("tiles", [&] { return check_tile_rows(tx_, head_.checkpoint.size); });
    if (has_head && check("root", [&] { return root(); })) {
      check("history", [&] { return history(); });
      if (since) check("since", [&] { return kept(*since); });
    }
    if (has_head) check("witnesses", [&] { return witnesses(); });
    if (check("records", [&] { return records(progress); })) {
      if (has_head) check("payments", [&] { return payments(); });
      check("books", [&] { return compare_books(tx_, replay_.state()); });
      check("people", [&] { return compare_people(tx_, replay_.state()); });
      check("aid", [&] { return compare_aid(tx_, replay_.state()); });
      check("vault", [&] {
        return Check::Counts{{"rows that records count on", vault_.compare(tx_)}};
      });
      check("contradictions", [&] { return check_contradictions(tx_); });
    }
    return std::move(verdict_);
  }

 private:
  template <class Body>
  bool check(const char* name, Body body) {
    return audit::check(verdict_, name, std::move(body));
  }

  Check::Counts tree();
  Check::Counts head();
  Check::Counts checkpoint();
  void follow(Past& past);
  Check::Counts root();
  Check::Counts history();
  Check::Counts kept(const std::string& note);
  Check::Counts witnesses();
  Check::Counts records(const Progress& progress);
  Check::Counts payments();
  void note(const std::optional<Failure>& fault);
  void take(const std::vector<storage::LogRow>& rows);

  storage::Transaction& tx_;
  const Policy& policy_;
  Verdict verdict_;
  SignedCheckpoint head_;
  Replay replay_;
  Roots& roots_ = replay_.roots();
  ToldTables told_;
  VaultRows vault_;
  OpenedRows opened_;
  SignedRows signed_;
  Workers workers_;
  InTurn<std::optional<Failure>> behind_{workers_};  ///< The signatures of a page each.
  std::optional<Failure> fault_;                     ///< Of the first record at fault.
};

Check::Counts DatabaseAudit::tree() {
  while (true) {
    const auto rows = storage::log_rows(tx_, roots_.size(), page);
    for (const auto& row : rows) {
      if (row.seq != roots_.size()) fail("the record is missing", roots_.size());
      const auto leaf = leaf_hash(row.bytes);
      if (leaf != row.leaf) fail("the record isn't the one whose hash is beside it", row.seq);
      roots_.append(leaf);
    }
    if (rows.empty()) break;
  }
  return {{"records re-hashed", roots_.size()}};
}

Check::Counts DatabaseAudit::head() {
  const auto head = storage::read_head(tx_);
  if (head.size() != roots_.size()) {
    fail("the log's head counts other records than there are",
         std::min(head.size(), roots_.size()));
  }
  const auto root = roots_.at(roots_.size());
  if (head.root() != root || storage::head_root(tx_) != root) {
    fail("the log's head isn't the root of its records");
  }
  return {{"head", 1}};
}

Check::Counts DatabaseAudit::checkpoint() {
  const auto last = storage::last_checkpoint(tx_);
  if (!last) fail("nothing of the log was ever signed");
  head_ = open_checkpoint(last->note, policy_);
  verdict_.describe(head_.checkpoint);
  if (head_.checkpoint.size != last->size || head_.checkpoint.root != last->root) {
    fail("the columns beside a checkpoint say something else than its note", last->size - 1);
  }
  if (last->size > roots_.size()) fail("the log signed records that aren't here", roots_.size());
  return {{"records signed", last->size}, {"not signed yet", roots_.size() - last->size}};
}

void DatabaseAudit::follow(Past& past) {
  for (std::uint64_t after = 0;;) {
    const auto rows = storage::cosigned_between(tx_, after, head_.checkpoint.size, page);
    if (rows.empty()) return;
    for (const auto& row : rows) {
      const auto checkpoint = past.take(row.note);
      if (checkpoint.size != row.size || checkpoint.root != row.root) {
        fail("the columns beside a checkpoint say something else than its note", row.size - 1);
      }
    }
    after = rows.back().size;
  }
}

Check::Counts DatabaseAudit::root() {
  if (roots_.at(head_.checkpoint.size) == head_.checkpoint.root) return {{"root", 1}};
  Past past{roots_, policy_};
  follow(past);
  const auto& divergence = past.divergence();
  fail("the records aren't those that the log signed", divergence ? divergence->seq : std::nullopt);
}

Check::Counts DatabaseAudit::history() {
  Past past{roots_, policy_};
  follow(past);
  verdict_.describe(past.state_of(head_));
  check_past(past);
  return {{"earlier checkpoints", past.count()}};
}

Check::Counts DatabaseAudit::kept(const std::string& note) {
  check_kept(note, roots_, policy_);
  return {{"kept checkpoint", 1}};
}

Check::Counts DatabaseAudit::witnesses() {
  // The newest head may be too young for witnesses: the last one that they saw counts.
  const auto last = storage::last_checkpoint(tx_);
  const auto seen = open_checkpoint(shown_head(tx_, last.value()).note, policy_);
  const auto size = seen.checkpoint.size;
  if (size > roots_.size() || roots_.at(size) != seen.checkpoint.root) {
    fail("the records aren't those that witnesses saw");
  }
  if (is_witnessed(seen, policy_)) {
    const bool all = size == head_.checkpoint.size;
    verdict_.describe(all ? HeadState::witnessed : HeadState::unwitnessed);
  }
  check_witnesses(seen, policy_);
  return {{"witnesses", seen.witnesses.size()}, {"not witnessed yet", roots_.size() - size}};
}

void DatabaseAudit::take(const std::vector<storage::LogRow>& rows) {
  const auto from = rows.front().seq;
  const auto stored = storage::postings_between(tx_, from, from + rows.size());
  std::vector<Posting> made;
  std::vector<DueOfRecord> due;
  const auto fault = fault_of([&] {
    for (const auto& row : rows) {
      try {
        auto replayed = replay_.take(Scan{row.bytes});
        compare_row(row, replayed.record);
        made.insert(made.end(), replayed.changes.postings.begin(), replayed.changes.postings.end());
        told_.add(replayed.record);
        vault_.add(replayed.record);
        opened_.add(replayed.record);
        signed_.add(row.seq, replayed.signers);
        due.push_back({.seq = row.seq, .signatures = std::move(replayed.signers.due)});
      } catch (const Error& error) {
        fail(error.what(), row.seq);
      }
    }
    compare_postings(stored, made);
    told_.compare(tx_, from, from + rows.size());
    opened_.compare(tx_, from, from + rows.size());
    signed_.compare(tx_, from, from + rows.size());
  });
  note(fault);
  behind_.hand([due = std::move(due)] { return first_that_fails(due); });
  while (behind_.is_full()) note(behind_.take());
}

void DatabaseAudit::note(const std::optional<Failure>& fault) {
  if (!fault) return;
  if (!fault_ || fault->finding.seq < fault_->finding.seq) fault_ = fault;
}

Check::Counts DatabaseAudit::records(const Progress& progress) {
  for (std::uint64_t seq = 0; seq < roots_.size() && !fault_; seq += page) {
    const auto rows = storage::log_rows(tx_, seq, page);
    if (seq == 0 && sha256(rows.front().bytes) != policy_.genesis) {
      fail("the log doesn't begin with the record that the policy names", 0);
    }
    take(rows);
    if (progress) progress(std::min(seq + page, roots_.size()), roots_.size());
  }
  while (!behind_.empty()) note(behind_.take());
  if (fault_) throw Failure{*fault_};
  constexpr std::uint64_t end = std::numeric_limits<std::int64_t>::max();
  compare_postings(storage::postings_between(tx_, roots_.size(), end), {});
  told_.compare(tx_, roots_.size(), end);
  opened_.compare(tx_, roots_.size(), end);
  signed_.compare(tx_, roots_.size(), end);
  replay_.finish();
  auto counts = counts_of(replay_);
  counts.emplace_back("rows of records", told_.count());
  return counts;
}

Check::Counts DatabaseAudit::payments() {
  return check_relied_on(replay_.state().relied_on, policy_,
                         [this](std::uint64_t size) -> std::optional<SignedCheckpoint> {
                           const auto row = storage::checkpoint_at(tx_, size);
                           if (!row) return std::nullopt;
                           return open_earlier(storage::cosigned_note(tx_, *row), policy_);
                         });
}

}  // namespace

Verdict verify_database(storage::Database& database, const Policy& policy,
                        const std::optional<std::string>& since, const Progress& progress) {
  Verdict verdict;
  try {
    return database.read([&](storage::Transaction& tx) {
      return DatabaseAudit{tx, policy}.run(since, progress);
    });
  } catch (const Error& error) {
    const bool unreadable = error.code() == Errc::unavailable;
    verdict.fail(unreadable ? Outcome::unreadable : Outcome::invalid, "database", {error.what()});
  } catch (const InvariantBroken& broken) {
    verdict.fail(Outcome::invalid, "database", {broken.what()});
  }
  return verdict;
}

}  // namespace relief::audit
