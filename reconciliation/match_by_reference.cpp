#include <utility>

#include "reconciliation/match_fit.h"
#include "reconciliation/match_stages.h"

// We issued the reference, so whoever prints it knows which item is meant; the amount says that it
// is all of it. Both together are an identity: no lump sum of another has our reference. Where the
// other side's account is printed too, it must be the one that we paid to.
//
// Of two lines for one item the earlier booking is its own, as movements come in order of booking.
// One receipt that quotes several pledges settles them if they add up: the giver named them all.

namespace relief::reconciliation {
namespace {

struct Fitting {
  std::size_t item;
  AmountFit amount;
};

/// Items that a movement names, that are still open, and that fit in all that both sides say.
std::vector<Fitting> fitting(const Board& board, std::size_t movement) {
  std::vector<Fitting> result;
  for (const auto item : board.named_here(movement)) {
    const bool is_payee = board.items().is_credit(item) || board.allows_account(item, movement);
    if (board.is_booked(item) || !is_payee || !settles(board, item, movement)) continue;
    result.push_back({item, amount_fit(board.items()[item], board.movement(movement))});
  }
  return result;
}

bool settle_one(Board& board, std::size_t movement) {
  const auto items = fitting(board, movement);
  if (items.size() != 1) return false;
  Decision decision{.movements = {movement},
                    .outcome = Outcome::settled,
                    .stage = Stage::reference,
                    .items = {items.front().item},
                    .signs = {board.clues(movement).is_named_in_field ? "reference in its field"
                                                                      : "reference in the text",
                              sign_of(items.front().amount)}};
  if (board.shows_account(items.front().item, movement)) decision.signs.emplace_back("account");
  board.decide(std::move(decision));
  return true;
}

/// All pledges that a receipt names, where they are open and make its amount.
bool settle_several(Board& board, std::size_t movement) {
  const auto& moved = board.movement(movement);
  auto items = board.named_here(movement);
  if (!moved.is_credit() || items.size() < 2) return false;
  auto sum = Money::zero(moved.amount.currency());
  for (const auto item : items) {
    const auto& amount = board.items()[item].amount;
    if (board.is_booked(item) || amount.currency() != sum.currency()) return false;
    sum += amount;
  }
  if (sum != moved.amount) return false;
  board.decide({.movements = {movement},
                .outcome = Outcome::settled,
                .stage = Stage::reference,
                .items = std::move(items),
                .signs = {"all references", "amounts add up"}});
  return true;
}

}  // namespace

void match_by_reference(Board& board) {
  for (const auto movement : board.open_movements()) {
    if (!settle_one(board, movement)) settle_several(board, movement);
  }
}

}  // namespace relief::reconciliation
