#include <algorithm>

#include "reconciliation/match_stages.h"

// People copy references by hand and slip: a digit more, less or another, two swapped, O for 0. Our
// references have check digits, so a slip makes something that is no reference at all; what is
// well-formed was meant as it stands. A correction is an inference: it is accepted only if one item
// alone is that near, its amount is the line's, and the account, or surname and given name, says
// the same: one inference at a time, so the amount is the item's as it stands. A debit to another
// account than the item's is never corrected into it.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

/// Items of the side and the amount that are one slip from what is printed.
Numbers candidates(const Board& board, std::size_t movement) {
  auto items = board.one_slip_away(movement);
  std::erase_if(items, [&](std::size_t item) {
    return !board.is_on_side(item, movement) ||
           board.items()[item].amount != board.movement(movement).amount;
  });
  return items;
}

}  // namespace

void match_near_references(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto& clues = board.clues(movement);
    if (!clues.named.empty() || clues.quotes_unknown) continue;
    const auto items = candidates(board, movement);
    if (items.size() != 1 || board.is_booked(items.front())) continue;
    const auto item = items.front();
    const bool has_account = board.shows_account(item, movement);
    const bool may_be_other =
        !board.movement(movement).is_credit() && !board.allows_account(item, movement);
    const bool has_name = board.name_fit(item, movement) == NameFit::agrees;
    if (may_be_other || (!has_account && !has_name)) continue;
    board.decide(
        {.movements = {movement},
         .outcome = Outcome::settled,
         .stage = Stage::near,
         .items = items,
         .score = 0.999,
         .signs = {"reference with one slip", "amount", has_account ? "account" : "name"}});
  }
}

}  // namespace relief::reconciliation
