#include "reconciliation/pages.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/post_statement.h"
#include "reconciliation/take_statement.h"

// Each page keeps a record of its own, with the commitment to its own file; so a page is posted as
// a statement that leads from the balance before it to the one after it. What banks leave out of
// balances between pages follows from the lines; what they state must.

namespace relief::reconciliation {
namespace {

constexpr std::size_t most_missing = 100;  // Named of one statement.

struct WaitingPage {
  StatementRow row;
  KeptFile file;
  Statement statement;
};

std::vector<WaitingPage> pages_among(Work& work, const storage::Place& place,
                                     const std::vector<StatementRow>& waiting) {
  std::vector<WaitingPage> pages;
  for (const auto& row : waiting) {
    auto file = kept_file(work, row.file.value());
    const auto reading = read_whole(work, place, *format_named(row.format), file.bytes);
    const auto* statement = statement_of(row, reading.statements);
    if (statement == nullptr || is_complete(*statement)) continue;
    pages.push_back({row, std::move(file), *statement});
  }
  return pages;
}

/// The pages from a first one to a last one, if all are there.
std::vector<WaitingPage> all_from(const WaitingPage& first, const std::vector<WaitingPage>& pages) {
  if (first.statement.first_page.number != 1) return {};
  std::vector<WaitingPage> chain{first};
  while (!chain.back().statement.last_page.is_last) {
    const auto next = std::ranges::find_if(pages, [&chain](const WaitingPage& page) {
      return continues(chain.back().statement, page.statement);
    });
    if (next == pages.end()) return {};
    chain.push_back(*next);
  }
  return chain;
}

Statement joined(const std::vector<WaitingPage>& pages) {
  std::vector<Statement> statements;
  statements.reserve(pages.size());
  for (const auto& page : pages) statements.push_back(page.statement);
  return join_pages(std::move(statements)).front();
}

/// Gives a page the balance before its first line and after its last; false where the bank states
/// another.
bool balance(Statement& page, Money& running, const Balance& end) {
  const auto agrees = [&](std::optional<Balance>& stated) {
    if (!stated) stated = Balance{running, end.on};
    return stated->amount == running;
  };
  const bool begins = agrees(page.opening);
  for (const auto& line : page.lines) {
    if (line.is_booked) running += line.amount;
  }
  return agrees(page.closing) && begins;
}

/// Turns amounts as the money moved, and gives each page its balances; false where they contradict
/// each other.
bool prepare(std::vector<WaitingPage>& pages, const Statement& whole, ReversalSign reversals) {
  auto running = whole.opening.value().amount;
  return std::ranges::all_of(pages, [&](WaitingPage& page) {
    page.statement = as_moved(std::move(page.statement), reversals);
    return balance(page.statement, running, whole.closing.value());
  });
}

void post(Work& work, const storage::Place& place, WaitingPage page) {
  describe(page.row, place, page.statement, work.today());
  post_statement(work, place,
                 {.statement = std::move(page.statement),
                  .row = std::move(page.row),
                  .file_commitment = page.file.row.commitment,
                  .file_key = page.file.key},
                 false, false);
}

/// Whether the pages of one statement, all of them, wait no more.
bool settle(Work& work, const storage::Place& place, std::vector<WaitingPage> pages) {
  const auto whole = joined(pages);
  auto verdict = judge_one(work, place, std::span{&whole, 1}, 0);
  if (verdict.may_post() && !prepare(pages, whole, verdict.reversals)) {
    verdict.quarantine.push_back({"statement", Reason::stmt_unbalanced,
                                  "a balance between pages doesn't follow from their lines"});
  }
  if (!verdict.is_sound()) {
    const auto reasons = to_json(faults_of(verdict)).dump();
    for (const auto& page : pages) set_aside(work.tx(), page.row.id, reasons);
    return true;
  }
  if (!verdict.may_post()) return false;
  for (auto& page : pages) post(work, place, std::move(page));
  return true;
}

}  // namespace

bool ends_waiting_of_pages(Work& work, const storage::Place& place,
                           const std::vector<StatementRow>& waiting) {
  const auto pages = pages_among(work, place, waiting);
  return std::ranges::any_of(pages, [&](const WaitingPage& page) {
    auto chain = all_from(page, pages);
    return !chain.empty() && settle(work, place, std::move(chain));
  });
}

MissingPages missing_pages(storage::Transaction& tx, const StatementRow& row) {
  MissingPages missing;
  std::set<int> there;
  for (const auto& each : statements_alike(tx, row.place, row.bank_id, row.sequence)) {
    if (each.state != StatementState::waiting || !each.last_page) continue;
    for (int page = each.page; page <= each.last_page->number; ++page) there.insert(page);
    missing.is_end_known = missing.is_end_known || each.last_page->is_last;
  }
  const int last = there.empty() ? row.page : *there.rbegin();
  const int known = missing.is_end_known ? last : last + 1;  // One follows what isn't the last.
  missing.numbers.reserve(most_missing);
  for (int page = 1; page <= known && missing.numbers.size() < most_missing; ++page) {
    if (!there.contains(page)) missing.numbers.push_back(page);
  }
  return missing;
}

}  // namespace relief::reconciliation
