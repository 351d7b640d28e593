#include "reconciliation/match_run.h"

#include <algorithm>
#include <utility>

#include "reconciliation/checks.h"

namespace relief::reconciliation {
namespace {

/// Whether a line is answered detail by detail.
bool is_divided(const Movement& whole, const ItemIndex& items) {
  const auto& line = *whole.line;
  const auto has_amount = [](const LineDetail& detail) { return detail.amount.has_value(); };
  if (line.details.size() < 2 || !std::ranges::all_of(line.details, has_amount) ||
      !details_add_up(line) || beyond_details(line) > Money::zero(line.amount.currency())) {
    return false;
  }
  return items.read(whole).batches.empty() ||
         std::ranges::any_of(line.details, [&](const LineDetail& detail) {
           return !items.read({&line, detail.number, *detail.amount, &detail.particulars})
                       .named.empty();
         });
}

}  // namespace

Money beyond_details(const StatementLine& line) {
  auto rest = line.amount;
  for (const auto& detail : line.details) rest -= *detail.amount;
  return rest;
}

std::vector<Movement> movements_of(std::span<const StatementLine* const> lines,
                                   const ItemIndex& items) {
  std::vector<Movement> movements;
  movements.reserve(lines.size());
  for (const auto* line : lines) {
    if (!line->is_booked) continue;
    const Movement whole{line, 0, line->amount, &line->particulars};
    if (!is_divided(whole, items)) {
      movements.push_back(whole);
      continue;
    }
    for (const auto& detail : line->details) {
      movements.push_back({line, detail.number, *detail.amount, &detail.particulars});
    }
  }
  std::ranges::stable_sort(movements, {},
                           [](const Movement& each) { return each.line->booked_on; });
  return movements;
}

std::vector<Decision> decide(std::span<const Movement> movements, const ItemIndex& items,
                             Reach reach) {
  Board board{movements, items, reach};
  for (const auto& stage : match_stages()) {
    if (reach == Reach::all || stage.is_identity) stage.run(board);
  }
  ensure(board.open_movements().empty(), "every movement is decided");
  return std::move(board).take_decisions();
}

}  // namespace relief::reconciliation
