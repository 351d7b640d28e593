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

bool is_in_one_currency(const Statement& statement) {
  const auto& currency = *statement.currency;
  const auto fits = [&currency](const std::optional<Balance>& balance) {
    return !balance || balance->amount.currency() == currency;
  };
  return fits(statement.opening) && fits(statement.closing) &&
         std::ranges::all_of(statement.lines, [&currency](const StatementLine& line) {
           return line.amount.currency() == currency;
         });
}

Money absolute(const Money& amount) { return amount.is_negative() ? -amount : amount; }

/// Σ of booked lines, and Σ of the reversals among them, as the bank signed them.
struct Sums {
  Money booked;
  Money reversals;
  bool has_reversals = false;
};

Sums sums_of(const Statement& statement) {
  const auto zero = Money::zero(*statement.currency);
  Sums sums{zero, zero};
  for (const auto& line : statement.lines) {
    if (!line.is_booked) continue;
    sums.booked += line.amount;
    if (!line.is_reversal) continue;
    sums.reversals += line.amount;
    sums.has_reversals = true;
  }
  return sums;
}

/// The sign of reversals that closes the balance chain decides, as the bank is seen to mean it.
void check_balances(const Statement& statement, std::optional<ReversalSign> usual,
                    Verdict& verdict) {
  if (!statement.opening || !statement.closing) {
    return add(verdict.quarantine, Reason::stmt_unbalanced,
               "the statement doesn't give both an opening and a closing balance");
  }
  const auto sums = sums_of(statement);
  const auto moved = statement.closing->amount - statement.opening->amount;
  const bool closes = moved == sums.booked;
  const bool closes_flipped = moved == sums.booked - sums.reversals - sums.reversals;
  if (!closes && !closes_flipped) {
    add(verdict.quarantine, Reason::stmt_unbalanced,
        "opening balance and booked lines don't make the closing balance");
  } else if (sums.has_reversals && closes && closes_flipped && !usual) {
    add(verdict.quarantine, Reason::reversal_sign_unclear,
        "the balances don't tell which way the reversals moved money");
  } else if (closes && closes_flipped) {
    verdict.reversals = usual.value_or(ReversalSign::as_moved);
  } else {
    verdict.reversals = closes ? ReversalSign::as_moved : ReversalSign::as_original;
  }
}

/// Whether the bank's own count and sum are those of the lines that `counts` picks. Banks differ in
/// whether they count lines that aren't booked.
template <class Counts>
bool agrees(const StatedSum& stated, const Statement& statement, Counts&& counts) {
  const auto matches = [&](bool only_booked) {
    long count = 0;
    auto sum = Money::zero(*statement.currency);
    for (const auto& line : statement.lines) {
      if ((only_booked && !line.is_booked) || !counts(line)) continue;
      ++count;
      sum += absolute(line.amount);
    }
    return stated.count.value_or(count) == count && stated.sum.value_or(sum) == sum;
  };
  return matches(false) || matches(true);
}

void check_sums(const Statement& statement, Verdict& verdict) {
  const auto any = [](const StatementLine&) { return true; };
  const auto credit = [](const StatementLine& line) { return !line.amount.is_negative(); };
  const auto debit = [](const StatementLine& line) { return line.amount.is_negative(); };
  // Where banks count reversals, among credits or debits, is anybody's guess.
  const bool has_reversals = std::ranges::any_of(statement.lines, &StatementLine::is_reversal);
  const bool agree = agrees(statement.all, statement, any) &&
                     (has_reversals || (agrees(statement.credits, statement, credit) &&
                                        agrees(statement.debits, statement, debit)));
  if (!agree) {
    add(verdict.quarantine, Reason::stmt_unbalanced,
        "the bank's own counts or sums aren't those of the lines");
  }
}

void check_details(const Statement& statement, Verdict& verdict) {
  for (const auto& line : statement.lines) {
    if (details_add_up(line)) continue;
    add(verdict.doubts, Reason::detail_sum_mismatch, "the details don't add up to the entry",
        "line " + std::to_string(line.number));
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

Verdict check(const Statement& statement, const std::optional<PreviousClosing>& previous,
              std::optional<ReversalSign> usual) {
  ensure(statement.currency != nullptr, "only statements read without faults are checked");
  Verdict verdict;
  if (!is_in_one_currency(statement)) {
    add(verdict.quarantine, Reason::ccy_mismatch, "the statement mixes currencies");
    return verdict;
  }
  if (!is_complete(statement)) {
    add(verdict.waits, Reason::stmt_gap, "pages of the statement are missing");
    return verdict;  // Its balances are those of other pages.
  }
  check_balances(statement, usual, verdict);
  check_sums(statement, verdict);
  check_details(statement, verdict);
  if (previous) check_chain(statement, *previous, verdict);
  return verdict;
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

bool details_add_up(const StatementLine& line) {
  if (line.details.empty()) return true;
  auto details = Money::zero(line.amount.currency());
  auto detail_charges = details;
  for (const auto& detail : line.details) {
    if (!detail.amount) return true;
    details += *detail.amount;
    for (const auto& charge : detail.particulars.charges) detail_charges += charge.amount;
  }
  auto line_charges = Money::zero(line.amount.currency());
  for (const auto& charge : line.particulars.charges) line_charges += charge.amount;
  return line.amount == details || line.amount == details + line_charges ||
         line.amount == details + detail_charges;
}

}  // namespace relief::reconciliation
