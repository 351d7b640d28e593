#include <algorithm>

#include "reconciliation/match_fit.h"
#include "reconciliation/match_stages.h"

// What comes back quotes the reference of what went, in the other direction and to the qəpik. A
// payee's bank that keeps a fee returns less: that is for people, because somebody is owed the
// rest. A debit that quotes a gift is the bank's undoing of it only if the bank says so by a mark,
// a code or a word; else it is money that left and that nobody ordered.

namespace relief::reconciliation {
namespace {

bool gives_back(const Board& board, std::size_t item, std::size_t movement) {
  const auto& moved = board.movement(movement);
  return board.is_booked(item) && !board.is_given_back(item) &&
         board.items()[item].amount == -moved.amount &&
         (moved.is_credit() || reads_as_return(moved));
}

}  // namespace

void match_returns(Board& board) {
  for (const auto movement : board.open_movements()) {
    auto items = board.named_there(movement);
    std::erase_if(items, [&](std::size_t item) { return !gives_back(board, item, movement); });
    if (items.size() != 1) continue;
    // Returned by the payee's bank, or an error of our own bank's that it undoes.
    const auto& moved = board.movement(movement);
    const bool is_undone = moved.line->is_reversal && !is_return(moved);
    board.decide({.movements = {movement},
                  .outcome = is_undone ? Outcome::undone : Outcome::returned,
                  .stage = Stage::returned,
                  .items = std::move(items),
                  .signs = {"reference", "amount", "other direction"}});
  }
}

}  // namespace relief::reconciliation
