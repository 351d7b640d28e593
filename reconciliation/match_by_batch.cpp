#include <algorithm>

#include "reconciliation/match_stages.h"

// Our file named the batch, and the bank repeats that name when it books it as one line. The name
// alone doesn't tell that all of it was paid; so the total must be that of the batch's open items,
// and count and total must be so too where the bank states them. Of a batch that the bank refused
// in part, that is what still stands of it. The total alone would be a guess: with k equal lump
// sums there are many ways to make it.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

/// The batch's items that wait for their line, on the side of a movement.
Numbers waiting_of(const Board& board, std::size_t batch, std::size_t movement) {
  auto items = board.items().batch_of(batch);
  std::erase_if(items, [&](std::size_t item) {
    return board.is_booked(item) || !board.is_on_side(item, movement);
  });
  return items;
}

bool adds_up(const Board& board, const Numbers& items, const Money& amount) {
  auto sum = Money::zero(amount.currency());
  for (const auto item : items) {
    const auto& each = board.items()[item].amount;
    if (each.currency() != sum.currency()) return false;
    sum += each;
  }
  return sum == amount;
}

/// Whether what the bank states of the batch is so.
bool holds_what_is_stated(const Movement& movement, std::size_t count) {
  const auto magnitude = movement.is_credit() ? movement.amount : -movement.amount;
  return movement.line->batches.size() < 2 &&
         std::ranges::all_of(movement.line->batches, [&](const BatchBooking& stated) {
           return stated.count.value_or(static_cast<long>(count)) == static_cast<long>(count) &&
                  stated.total.value_or(magnitude) == magnitude;
         });
}

/// Whether a movement is of just these items.
bool is_all_of(const Board& board, const Numbers& items, const Movement& moved) {
  return !items.empty() && adds_up(board, items, moved.amount) &&
         holds_what_is_stated(moved, items.size());
}

}  // namespace

void match_by_batch(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto& moved = board.movement(movement);
    const auto& clues = board.clues(movement);
    if (moved.detail != 0 || clues.batches.size() != 1 || !clues.named.empty()) continue;
    auto items = waiting_of(board, clues.batches.front(), movement);
    if (!is_all_of(board, items, moved)) {
      std::erase_if(items, [&](std::size_t item) { return board.items()[item].is_undone; });
      if (!is_all_of(board, items, moved)) continue;
    }
    board.decide({.movements = {movement},
                  .outcome = Outcome::batch,
                  .stage = Stage::batch,
                  .items = std::move(items),
                  .signs = {"batch", "total"}});
  }
}

}  // namespace relief::reconciliation
