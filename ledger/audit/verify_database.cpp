#include "ledger/audit/verify_database.h"

#include <algorithm>

#include "ledger/audit/checkpoints.h"
#include "ledger/audit/checks.h"
#include "ledger/audit/projections.h"
#include "ledger/audit/replay.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/audit/tile_rows.h"
#include "ledger/storage/log.h"
#include "ledger/storage/projections.h"
#include "ledger/storage/rulebooks.h"

namespace relief::audit {
namespace {

constexpr std::size_t page = 256;

/// One verification of one snapshot, check by check.
class DatabaseAudit {
 public:
  DatabaseAudit(storage::Transaction& tx, const Policy& policy)
      : tx_{tx},
        policy_{policy},
        replay_{
            {.rulebook =
                 [this](const Hash& digest) { return storage::rulebook_by_digest(tx_, digest); },
             .record = [this](std::uint64_t seq) { return storage::record_bytes(tx_, seq); }}} {}

  Verdict run(const std::optional<std::string>& since) {
    if (!check("tree", [&] { return tree(); })) return std::move(verdict_);
    check("head", [&] { return head(); });
    const bool has_head = check("checkpoint", [&] { return checkpoint(); });
    if (has_head) check("tiles", [&] { return check_tile_rows(tx_, head_.checkpoint.size); });
    if (has_head && check("root", [&] { return root(); })) {
      check("history", [&] { return history(); });
      if (since) check("since", [&] { return kept(*since); });
    }
    if (has_head) check("witnesses", [&] { return witnesses(); });
    if (check("records", [&] { return records(); })) {
      check("books", [&] { return compare_books(tx_, replay_.state()); });
      check("people", [&] { return compare_people(tx_, replay_.state()); });
      check("aid", [&] { return compare_aid(tx_, replay_.state()); });
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
  Check::Counts records();
  void take(const std::vector<storage::LogRow>& rows);

  storage::Transaction& tx_;
  const Policy& policy_;
  Verdict verdict_;
  SignedCheckpoint head_;
  Roots roots_;
  Replay replay_;
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
    const auto rows = storage::checkpoints_between(tx_, after, head_.checkpoint.size, page);
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
  check_witnesses(seen, policy_);
  return {{"witnesses", seen.witnesses.size()}, {"not witnessed yet", roots_.size() - size}};
}

void DatabaseAudit::take(const std::vector<storage::LogRow>& rows) {
  const auto from = rows.front().seq;
  const auto stored = storage::postings_between(tx_, from, from + rows.size());
  std::vector<Posting> made;
  for (const auto& row : rows) {
    try {
      auto replayed = replay_.take(row.bytes);
      compare_row(row, replayed.record);
      made.insert(made.end(), replayed.changes.postings.begin(), replayed.changes.postings.end());
    } catch (const Error& error) {
      fail(error.what(), row.seq);
    }
  }
  compare_postings(stored, made);
}

Check::Counts DatabaseAudit::records() {
  for (std::uint64_t seq = 0; seq < roots_.size(); seq += page) {
    const auto rows = storage::log_rows(tx_, seq, page);
    if (seq == 0 && sha256(rows.front().bytes) != policy_.genesis) {
      fail("the log doesn't begin with the record that the policy names", 0);
    }
    take(rows);
  }
  constexpr auto end = std::uint64_t{1} << 62U;
  compare_postings(storage::postings_between(tx_, roots_.size(), end), {});
  replay_.finish();
  return counts_of(replay_);
}

}  // namespace

Verdict verify_database(storage::Database& database, const Policy& policy,
                        const std::optional<std::string>& since) {
  Verdict verdict;
  try {
    return database.read([&](storage::Transaction& tx) {
      return DatabaseAudit{tx, policy}.run(since);
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
