#include "reconciliation/checks.h"

#include <algorithm>
#include <string>
#include <utility>

namespace relief::reconciliation {
namespace {

using Faults = std::vector<Fault>;

void add(Faults& faults, Reason reason, std::string sentence, std::string place = "statement") {
  faults.push_back({std::move(place), reason, std::move(sentence)});
}

bool is_in_one_currency(const Statement& statement, const Totals& totals) {
  const auto& currency = *statement.currency;
  const auto fits = [&currency](const std::optional<Balance>& balance) {
    return !balance || balance->amount.currency() == currency;
  };
  return fits(statement.opening) && fits(statement.closing) && totals.is_in_one_currency() &&
         (totals.currency() == nullptr || *totals.currency() == currency);
}

/// A page that leads from one balance to another must do so by itself, whatever others say.
void check_page(const Statement& page, const Totals& totals, Verdict& verdict) {
  if (!page.opening || !page.closing) return;
  const auto booked = totals.booked(*page.currency);
  const auto reversals = totals.reversals(*page.currency);
  const auto moved = page.closing->amount - page.opening->amount;
  if (moved == booked || moved == booked - reversals - reversals) return;
  add(verdict.quarantine, Reason::stmt_unbalanced,
      "the page's first balance and booked lines don't make its last balance");
}

/// The sign of reversals that closes the balance chain decides, as the bank is seen to mean it.
void check_balances(const Statement& statement, const Totals& totals,
                    std::optional<ReversalSign> usual, Verdict& verdict) {
  if (!statement.opening || !statement.closing) {
    return add(verdict.quarantine, Reason::stmt_unbalanced,
               "the statement doesn't give both an opening and a closing balance");
  }
  const auto booked = totals.booked(*statement.currency);
  const auto reversals = totals.reversals(*statement.currency);
  const auto moved = statement.closing->amount - statement.opening->amount;
  const bool closes = moved == booked;
  const bool closes_flipped = moved == booked - reversals - reversals;
  if (!closes && !closes_flipped) {
    add(verdict.quarantine, Reason::stmt_unbalanced,
        "opening balance and booked lines don't make the closing balance");
  } else if (totals.has_reversals() && closes && closes_flipped && !usual) {
    add(verdict.quarantine, Reason::reversal_sign_unclear,
        "the balances don't tell which way the reversals moved money");
  } else if (closes && closes_flipped) {
    verdict.reversals = usual.value_or(ReversalSign::as_moved);
  } else {
    verdict.reversals = closes ? ReversalSign::as_moved : ReversalSign::as_original;
  }
}

/// Whether the bank's own count and sum are those of its lines, or of the booked ones.
bool agrees(const StatedSum& stated, const Totals::Tallies& tallies) {
  const auto matches = [&stated](const Totals::Tally& tally) {
    if (stated.count.value_or(tally.count) != tally.count) return false;
    if (!stated.sum) return true;
    return tally.sum ? *stated.sum == *tally.sum : stated.sum->is_zero();
  };
  return matches(tallies.all) || matches(tallies.booked);
}

void check_sums(const Statement& statement, const Totals& totals, Verdict& verdict) {
  // Where banks count reversals, among credits or debits, is anybody's guess.
  const bool agree = agrees(statement.all, totals.any()) &&
                     (totals.has_reversals() || (agrees(statement.credits, totals.credits()) &&
                                                 agrees(statement.debits, totals.debits())));
  if (!agree) {
    add(verdict.quarantine, Reason::stmt_unbalanced,
        "the bank's own counts or sums aren't those of the lines");
  }
}

void check_details(const Totals& totals, Verdict& verdict) {
  for (const int number : totals.doubted()) {
    add(verdict.doubts, Reason::detail_sum_mismatch, "the details don't add up to the entry",
        "line " + std::to_string(number));
  }
}

/// Whether a statement may follow on the very day that the previous one ended: banks send several
/// a day, in order.
bool is_next_of_the_day(const Statement& statement, const PreviousClosing& previous) {
  if (statement.electronic_sequence && previous.sequence) {
    return *statement.electronic_sequence > *previous.sequence;
  }
  return statement.opening->amount == previous.balance.amount;
}

bool overlaps(const Statement& statement, const PreviousClosing& previous) {
  const auto ended_on = previous.balance.on;
  const auto last = statement.closing->on;
  if (last < ended_on || (statement.from && *statement.from < ended_on)) return true;
  const bool shares_day = last == ended_on || (statement.from && *statement.from == ended_on);
  return shares_day && !is_next_of_the_day(statement, previous);
}

void check_chain(const Statement& statement, const PreviousClosing& previous, Verdict& verdict) {
  if (!statement.opening || !statement.closing) return;
  if (statement.opening->amount.currency() != previous.balance.amount.currency()) {
    return add(verdict.quarantine, Reason::ccy_mismatch,
               "the statement's currency isn't the account's");
  }
  if (overlaps(statement, previous)) {
    return add(verdict.quarantine, Reason::stmt_overlap_conflict,
               "the statement covers days that an earlier one has covered");
  }
  if (statement.opening->amount == previous.balance.amount) return;

  const bool is_consecutive = statement.electronic_sequence && previous.sequence &&
                              *statement.electronic_sequence == *previous.sequence + 1;
  add(verdict.waits, is_consecutive ? Reason::stmt_chain_break : Reason::stmt_gap,
      "the statement doesn't begin with the balance that the previous one ended with");
}

}  // namespace

Verdict check(const Statement& statement, const Totals& totals,
              const std::optional<PreviousClosing>& previous, std::optional<ReversalSign> usual) {
  ensure(statement.currency != nullptr, "only statements read without faults are checked");
  const bool is_book = statement.kind == Kind::statement;
  Verdict verdict;
  verdict.is_of_books = is_book;
  if (!is_in_one_currency(statement, totals)) {
    add(verdict.quarantine, Reason::ccy_mismatch, "the statement mixes currencies");
    return verdict;
  }
  if (!is_complete(statement)) {
    add(verdict.waits, Reason::stmt_gap, "pages of the statement are missing");
    if (is_book) check_page(statement, totals, verdict);
    return verdict;  // The rest is only known of all pages together.
  }
  if (is_book) check_balances(statement, totals, usual, verdict);
  check_sums(statement, totals, verdict);
  check_details(totals, verdict);
  if (!statement.is_running) {
    add(verdict.quarantine, Reason::stmt_unbalanced,
        "the balances beside the lines don't follow from them");
  }
  if (is_book && previous) check_chain(statement, *previous, verdict);
  return verdict;
}

Verdict check(const Statement& statement, const std::optional<PreviousClosing>& previous,
              std::optional<ReversalSign> usual) {
  Totals totals;
  for (const auto& line : statement.lines) totals.add(line);
  return check(statement, totals, previous, usual);
}

std::vector<Fault> day_faults(const Statement& statement, std::optional<Date> told_until,
                              Date today) {
  std::vector<Fault> faults;
  const auto last = last_day(statement);
  if (!last) return faults;
  if (statement.from && *statement.from > *last) {
    add(faults, Reason::stmt_dates, "the statement ends before it begins");
  }
  if (*last > today) {
    add(faults, Reason::stmt_dates, "the statement covers days that are still to come");
  }
  const auto first = statement.from ? statement.from : told_until;
  for (const auto& line : statement.lines) {
    if (!line.is_booked) continue;
    if ((first && line.booked_on < *first) || line.booked_on > *last) {
      add(faults, Reason::stmt_dates,
          "the line was booked on a day that the statement doesn't cover",
          "line " + std::to_string(line.number));
    }
  }
  return faults;
}

std::optional<Fault> repeats(const Statement& statement, std::span<const Statement> earlier) {
  for (const auto& other : earlier) {
    if (same_content(statement, other)) {
      return Fault{"statement", Reason::stmt_duplicate, "the statement was delivered before"};
    }
  }
  // Banks give their numbers again every year: only the same span makes it the same statement.
  for (const auto& other : earlier) {
    const bool same_name = statement.account == other.account && statement.id == other.id &&
                           statement.first_page.number == other.first_page.number &&
                           last_day(statement) == last_day(other);
    if (same_name) {
      return Fault{"statement", Reason::stmt_overlap_conflict,
                   "another statement has the same account, name and days, with other content"};
    }
  }
  return {};
}

Statement as_moved(Statement statement, ReversalSign reversals) {
  if (reversals == ReversalSign::as_moved) return statement;
  for (auto& line : statement.lines) {
    if (!line.is_reversal) continue;
    line.amount = -line.amount;
    for (auto& detail : line.details) {
      if (detail.amount) detail.amount = -*detail.amount;
    }
  }
  return statement;
}

}  // namespace relief::reconciliation
