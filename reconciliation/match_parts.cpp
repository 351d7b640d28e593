#include <map>

#include "reconciliation/match_stages.h"

// A gift that comes in several transfers: each quotes the pledge's reference, each is less than it,
// and all of them together are it to the qəpik. If they aren't, something is still to come, or was
// kept by a bank on the way, and people see what there is. Only receipts: a payment of ours leaves
// whole, or something is wrong.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

/// The lines of each open pledge that name it and nothing else, and are less than it.
std::map<std::size_t, Numbers> parts_by_item(const Board& board) {
  std::map<std::size_t, Numbers> result;
  for (const auto movement : board.open_movements()) {
    const auto& moved = board.movement(movement);
    const auto items = board.named_here(movement);
    if (!moved.is_credit() || items.size() != 1 || board.is_booked(items.front())) continue;
    const auto& amount = board.items()[items.front()].amount;
    if (amount.currency() == moved.amount.currency() && moved.amount < amount) {
      result[items.front()].push_back(movement);
    }
  }
  return result;
}

}  // namespace

void match_parts(Board& board) {
  for (auto& [item, parts] : parts_by_item(board)) {
    auto sum = Money::zero(board.items()[item].amount.currency());
    for (const auto movement : parts) sum += board.movement(movement).amount;
    if (sum != board.items()[item].amount) continue;
    board.decide({.movements = std::move(parts),
                  .outcome = Outcome::settled,
                  .stage = Stage::parts,
                  .items = {item},
                  .signs = {"reference on each part", "parts add up"}});
  }
}

}  // namespace relief::reconciliation
