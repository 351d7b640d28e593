#pragma once

#include <optional>
#include <span>
#include <vector>

#include "reconciliation/statement.h"
#include "reconciliation/totals.h"

namespace relief::reconciliation {

/// How a bank signs an entry that takes back another (RvslInd): as the money moved, or with the
/// sign of the entry that it takes back. Both kinds of banks exist; the balances tell which.
enum class ReversalSign { as_moved, as_original };

/// Where the books of an account ended with the last statement that was taken.
struct PreviousClosing {
  Balance balance;
  std::optional<long> sequence;  ///< Its electronic sequence number.
};

/// What a statement is worth.
struct Verdict {
  std::vector<Fault> quarantine;  ///< Any of these: nothing of it may be posted.
  std::vector<Fault> waits;       ///< Any of these: it may be posted once the gap before is filled.
  /// Lines whose details don't add up: each stays whole, and its details settle nothing.
  std::vector<Fault> doubts;
  ReversalSign reversals = ReversalSign::as_moved;
  bool is_of_books = true;  ///< Interim reports and advices aren't.

  [[nodiscard]] bool is_sound() const { return quarantine.empty(); }
  [[nodiscard]] bool may_post() const { return is_of_books && is_sound() && waits.empty(); }
};

/// What must hold of a statement for its lines to be facts: one currency, all pages, opening +
/// booked lines = closing, the bank's own counts and sums; and of its place in the account's
/// history: it begins where the previous one ended. Interim reports and advices have no balances
/// to check, and are never posted, whatever the verdict.
///
/// `totals` are those of its lines, which the statement itself need not have. `previous` is nothing
/// for an account's first statement. `usual` is how this bank was seen to sign reversals, for the
/// statement in which they cancel out.
Verdict check(const Statement& statement, const Totals& totals,
              const std::optional<PreviousClosing>& previous,
              std::optional<ReversalSign> usual = {});

/// The same over the statement's own lines.
Verdict check(const Statement& statement, const std::optional<PreviousClosing>& previous,
              std::optional<ReversalSign> usual = {});

/// What can't be of a statement's days: that it ends before it begins, or after `today`; that a
/// line was booked before or after them. `told_until` is the day up to which earlier statements
/// told.
std::vector<Fault> day_faults(const Statement& statement, std::optional<Date> told_until,
                              Date today);

/// Statements of one file that can't both be taken: the same again, or the same name with other
/// content. Nothing for the first of them.
std::optional<Fault> repeats(const Statement& statement, std::span<const Statement> earlier);

/// The statement with each amount as the money moved.
Statement as_moved(Statement statement, ReversalSign reversals);

}  // namespace relief::reconciliation
