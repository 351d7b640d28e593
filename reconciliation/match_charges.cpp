#include <algorithm>

#include "reconciliation/match_stages.h"

// The bank takes its charge and says so by its code, or by words and nobody on the other side. It
// may quote the payment that the charge is for: that is a mention, so charges come before
// references. Interest is likewise the bank's own doing.
//
// A debit that shows the account of the payee it names is a payment, whatever its code: banks don't
// tell whom a charge was paid to, for it was paid to nobody.

namespace relief::reconciliation {
namespace {

bool pays_somebody_named(const Board& board, std::size_t movement) {
  return std::ranges::any_of(board.named_here(movement),
                             [&](std::size_t item) { return board.shows_account(item, movement); });
}

void leave(Board& board, std::size_t movement, Outcome outcome, Reason reason) {
  board.decide({.movements = {movement},
                .outcome = outcome,
                .stage = Stage::charge,
                .signs = {"bank's code or words"},
                .reason = reason});
}

}  // namespace

void match_charges(Board& board) {
  for (const auto movement : board.open_movements()) {
    if (is_interest(board.movement(movement)) && board.clues(movement).named.empty()) {
      leave(board, movement, Outcome::interest, Reason::unidentified_receipt);
    } else if (reads_as_charge(board.movement(movement)) && !pays_somebody_named(board, movement)) {
      leave(board, movement, Outcome::charge, Reason::fee_unexpected);
    }
  }
}

}  // namespace relief::reconciliation
