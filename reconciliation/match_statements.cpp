#include "reconciliation/match_statements.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "reconciliation/checks.h"
#include "reconciliation/match_advices.h"
#include "reconciliation/match_items.h"
#include "reconciliation/match_text.h"

namespace relief::reconciliation {
namespace {

using Statements = std::vector<Statement>;
using Notes = std::vector<StatementNote>;

Date end_of(const Statement& statement) { return last_day(statement).value_or(Date{}); }

std::optional<long> sequence_of(const Statement& statement) {
  return statement.electronic_sequence ? statement.electronic_sequence : statement.legal_sequence;
}

/// Where a page stands among all pages of all accounts, whatever file brought it.
bool stands_before(const Statement& a, const Statement& b) {
  const auto place = [](const Statement& page) {
    return std::tuple<const std::string&, Date, std::optional<long>, const std::string&, int,
                      std::size_t>{page.account, end_of(page),           sequence_of(page),
                                   page.id,      page.first_page.number, page.lines.size()};
  };
  return place(a) < place(b);
}

/// What the files that can be read have: pages of books, and advices of what the books have as
/// sums. Reports of the day are neither.
struct Contents {
  Statements pages, advices;
};

/// The contents of all files, in order; a note for each file that can't be read.
Contents contents_of(std::vector<Delivery> deliveries, Notes& notes) {
  Contents contents;
  std::ranges::sort(deliveries, {}, &Delivery::file);
  for (auto& [file, reading] : deliveries) {
    if (!reading.faults.empty()) {
      notes.push_back({file, Reason::format_invalid});
      continue;
    }
    for (auto& each : reading.statements) {
      if (each.kind == Kind::interim) continue;
      auto& of_its_kind = each.kind == Kind::advice ? contents.advices : contents.pages;
      of_its_kind.push_back(std::move(each));
    }
  }
  std::ranges::stable_sort(contents.pages, stands_before);
  std::ranges::stable_sort(contents.advices, stands_before);
  return contents;
}

/// Whether two pages are deliveries of one: banks use their names again, so days must agree.
bool is_same_page(const Statement& a, const Statement& b) {
  return a.account == b.account && a.id == b.id && a.first_page.number == b.first_page.number &&
         end_of(a) == end_of(b);
}

/// Each page once; those of which two differ are named in `conflicts`.
Statements each_once(Statements pages, std::set<std::string>& conflicts, Notes& notes) {
  Statements result;
  for (auto& page : pages) {
    // Sorted by account and last day: deliveries of one page stand together.
    auto earlier = result.rbegin();
    while (earlier != result.rend() && !is_same_page(*earlier, page)) {
      const bool may_follow = earlier->account == page.account && end_of(*earlier) == end_of(page);
      earlier = may_follow ? std::next(earlier) : result.rend();
    }
    if (earlier == result.rend()) {
      result.push_back(std::move(page));
    } else if (same_content(*earlier, page)) {
      notes.push_back({page.id, Reason::stmt_duplicate});
    } else {
      conflicts.insert(page.account + '\n' + page.id);
    }
  }
  return result;
}

bool is_known(const std::string& account, const std::set<std::string>& accounts) {
  const auto name = plain(account);
  return accounts.contains(name) || std::ranges::any_of(accounts, [&](const auto& known) {
           return is_same_account(known, name) || name.ends_with(known);
         });
}

/// Why none of a statement's lines may be looked at; turns its reversals as its balances say.
std::optional<Reason> judge(Statement& statement, std::optional<ReversalSign> usual) {
  if (!is_complete(statement)) return Reason::stmt_unbalanced;
  const auto verdict = check(statement, {}, usual.value_or(ReversalSign::as_moved));
  if (!verdict.is_sound()) return verdict.quarantine.front().reason;
  statement = as_moved(std::move(statement), verdict.reversals);
  return {};
}

/// How an account's bank signs reversals, where one of its statements only closes one way.
std::optional<ReversalSign> usual_sign(std::span<const Statement> statements) {
  for (const auto& statement : statements) {
    if (!is_complete(statement)) continue;
    const bool has_reversals = std::ranges::any_of(statement.lines, &StatementLine::is_reversal);
    if (!has_reversals) continue;
    const auto verdict = check(statement, {});
    if (verdict.is_sound()) return verdict.reversals;
  }
  return {};
}

bool is_same_line(const StatementLine& a, const StatementLine& b) {
  return a.amount == b.amount && a.booked_on == b.booked_on && a.value_on == b.value_on &&
         a.particulars == b.particulars && a.details == b.details;
}

/// How many lines at a statement's beginning are those of the statements before it, of which the
/// first began with the same balance; 0 where it doesn't begin so again.
std::size_t repeated_lines(const Statement& statement, std::span<const Arranged> earlier) {
  constexpr std::size_t furthest = 5;  // Statements that a bank may put together again.
  for (std::size_t back = 1; back <= std::min(furthest, earlier.size()); ++back) {
    const auto before = earlier.subspan(earlier.size() - back);
    const auto& first = before.front().statement;
    if (first.opening->amount != statement.opening->amount) continue;
    std::size_t count = 0;
    const bool is_repeated = std::ranges::all_of(before, [&](const Arranged& each) {
      return std::ranges::all_of(each.statement.lines, [&](const StatementLine& line) {
        return count < statement.lines.size() && is_same_line(line, statement.lines[count++]);
      });
    });
    if (is_repeated && count > 0) return count;
  }
  return 0;
}

/// Follows the balances of one account, in order.
void follow_chain(std::span<Arranged> statements, Notes& notes) {
  for (std::size_t i = 1; i < statements.size(); ++i) {
    auto& [statement, quarantine, repeated] = statements[i];
    const auto& previous = statements[i - 1].statement;
    if (!statement.opening || !previous.closing ||
        statement.opening->amount == previous.closing->amount) {
      continue;
    }
    if (!quarantine) repeated = repeated_lines(statement, statements.first(i));
    if (repeated != 0) continue;
    const auto number = sequence_of(statement);
    const auto before = sequence_of(previous);
    const bool jumps = number && before && *number != *before + 1;
    notes.push_back({statement.id, jumps ? Reason::stmt_gap : Reason::stmt_chain_break});
  }
}

/// Lets the advices of an account tell of the lines that count.
void let_tell(const Statements& advices, std::span<Arranged> statements) {
  const auto account = plain(statements.front().statement.account);
  Statements own;
  std::ranges::copy_if(advices, std::back_inserter(own), [&](const Statement& advice) {
    return is_same_account(plain(advice.account), account);
  });
  if (own.empty()) return;
  std::vector<StatementLine*> lines;
  for (auto& [statement, quarantine, repeated] : statements) {
    if (quarantine) continue;
    for (auto& line : std::span{statement.lines}.subspan(repeated)) lines.push_back(&line);
  }
  add_details(lines, own);
}

}  // namespace

Arrangement arrange(std::vector<Delivery> deliveries, const std::set<std::string>& accounts) {
  Arrangement result;
  std::set<std::string> conflicts;
  auto [pages, advices] = contents_of(std::move(deliveries), result.notes);
  auto statements = join_pages(each_once(std::move(pages), conflicts, result.notes));
  std::ranges::stable_sort(statements, stands_before);
  for (auto first = statements.begin(); first != statements.end();) {
    const auto last = std::find_if(first, statements.end(), [&](const Statement& each) {
      return each.account != first->account;
    });
    const auto usual = usual_sign({first, last});
    const auto before = result.statements.size();
    for (; first != last; ++first) {
      Arranged one{std::move(*first)};
      one.quarantine = judge(one.statement, usual);
      if (conflicts.contains(one.statement.account + '\n' + one.statement.id)) {
        one.quarantine = Reason::stmt_overlap_conflict;
      } else if (!is_known(one.statement.account, accounts)) {
        one.quarantine = Reason::account_unknown;
      }
      if (one.quarantine) result.notes.push_back({one.statement.id, *one.quarantine});
      result.statements.push_back(std::move(one));
    }
    const auto account = std::span{result.statements}.subspan(before);
    follow_chain(account, result.notes);
    let_tell(advices, account);
  }
  std::ranges::sort(result.notes);
  result.notes.erase(std::unique(result.notes.begin(), result.notes.end()), result.notes.end());
  return result;
}

}  // namespace relief::reconciliation
