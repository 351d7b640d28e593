#include "reconciliation/statement.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace relief::reconciliation {
namespace {

/// Banks that send each page as a message of its own give all pages the statement's number.
bool is_of_one(const Statement& a, const Statement& b) {
  return a.id == b.id || (a.electronic_sequence && a.electronic_sequence == b.electronic_sequence);
}

void append_page(Statement& whole, Statement&& page) {
  const auto count = static_cast<int>(whole.lines.size());
  for (auto& line : page.lines) line.number += count;
  std::ranges::move(page.lines, std::back_inserter(whole.lines));
  const bool goes_on =
      !whole.closing || !page.opening || whole.closing->amount == page.opening->amount;
  whole.is_running = whole.is_running && page.is_running && goes_on;
  whole.closing = page.closing;
  whole.last_page = page.last_page;
  whole.to = page.to ? page.to : whole.to;
}

}  // namespace

std::optional<Date> last_day(const Statement& statement) {
  return statement.closing ? statement.closing->on : statement.to;
}

std::optional<Date> first_day(const Statement& statement) {
  if (statement.from) return statement.from;
  auto first = last_day(statement);
  for (const auto& line : statement.lines) {
    if (line.is_booked && first) first = std::min(*first, line.booked_on);
  }
  return first;
}

bool same_content(const Statement& a, const Statement& b) {
  const auto content = [](const Statement& s) {
    return std::tie(s.kind, s.account, s.id, s.electronic_sequence, s.legal_sequence, s.from, s.to,
                    s.opening, s.closing, s.first_page, s.last_page, s.lines);
  };
  return content(a) == content(b);
}

bool continues(const Statement& before, const Statement& page) {
  return !before.last_page.is_last && page.first_page.number == before.last_page.number + 1 &&
         before.account == page.account && is_of_one(before, page) &&
         before.currency == page.currency;
}

std::vector<Statement> join_pages(std::vector<Statement> statements) {
  // Pages may arrive in any order; the rest keeps its own.
  std::vector<Statement*> pages;
  pages.reserve(statements.size());
  for (auto& statement : statements) pages.push_back(&statement);
  std::ranges::stable_sort(pages, {}, [](const Statement* s) { return s->first_page.number; });

  std::vector<std::pair<const Statement*, Statement>> joined;
  for (auto* page : pages) {
    const auto whole = std::ranges::find_if(
        joined, [page](const auto& known) { return continues(known.second, *page); });
    if (whole == joined.end()) {
      joined.emplace_back(page, std::move(*page));
    } else {
      append_page(whole->second, std::move(*page));
    }
  }
  std::ranges::sort(joined, {}, [](const auto& known) { return known.first; });

  std::vector<Statement> result;
  result.reserve(joined.size());
  for (auto& [place, statement] : joined) result.push_back(std::move(statement));
  return result;
}

bool is_part_of(const Statement& part, const Statement& whole) {
  const bool begins = part.first_page.number == whole.first_page.number;
  const bool ends = part.last_page == whole.last_page;
  const bool has_pages =
      part.first_page.number >= whole.first_page.number &&
      (ends || (!part.last_page.is_last && part.last_page.number < whole.last_page.number));
  const bool is_same = part.kind == whole.kind && part.account == whole.account &&
                       part.currency == whole.currency && is_of_one(part, whole);
  const bool has_balances =
      (!begins || part.opening == whole.opening) && (!ends || part.closing == whole.closing);
  if (!is_same || !has_pages || !has_balances) return false;
  // A line has another number in the whole, and nothing else.
  const auto same_line = [](const StatementLine& own, StatementLine other) {
    other.number = own.number;
    return own == other;
  };
  const auto& lines = whole.lines;
  return part.lines.empty() || std::search(lines.begin(), lines.end(), part.lines.begin(),
                                           part.lines.end(), same_line) != lines.end();
}

bool is_complete(const Statement& statement) {
  return statement.first_page.number == 1 && statement.last_page.is_last;
}

}  // namespace relief::reconciliation
