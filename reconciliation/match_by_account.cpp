#include <algorithm>
#include <optional>
#include <utility>

#include "reconciliation/match_stages.h"

// Without a reference, the other side's account tells who it is, and the amount what it is for; as
// long as nothing else of that amount could be meant. So no other item of the side, amount and span
// may have that account, or leave its account open and not name somebody else. Names alone never
// do: many people have one name, and a lump sum goes to many.

namespace relief::reconciliation {
namespace {

constexpr long longest_wait = 45;   // Days from the item's day to the booking …
constexpr long longest_ahead = 15;  // … and back: payers are early, banks are late.

bool is_in_span(const Board& board, std::size_t item, std::size_t movement) {
  const auto days = board.days_after(item, movement);
  return !days || (*days <= longest_wait && *days >= -longest_ahead);
}

/// The item of the amount and the span whose account is the one shown, if only one is.
std::optional<std::size_t> only_one(const Board& board, std::size_t movement) {
  const auto& moved = board.movement(movement);
  std::optional<std::size_t> own;
  for (const auto item : board.items().with_account(board.clues(movement).accounts.front())) {
    const bool fits =
        board.items()[item].amount == moved.amount && is_in_span(board, item, movement);
    if (fits && std::exchange(own, item)) return {};
  }
  return own;
}

/// Whether another item of the amount leaves its account open, and isn't somebody else's by name.
bool has_rival(const Board& board, std::size_t own, std::size_t movement) {
  const auto& items = board.items();
  const auto is_rival = [&](std::size_t item) {
    return item != own && items.account(item).empty() && items[item].amount == items[own].amount &&
           is_in_span(board, item, movement);
  };
  if (std::ranges::any_of(items.anonymous_with_amount(items[own].amount), is_rival)) return true;
  const auto& words = items.name(own).words();
  // Of an item that names nobody, whatever leaves its account open could be a second one.
  if (words.size() < 2) return std::ranges::any_of(items.with_amount(items[own].amount), is_rival);
  return std::ranges::any_of(items.with_words(words[0], words[1]), [&](std::size_t item) {
    return is_rival(item) && compare(items.name(item), items.name(own)) == NameFit::agrees;
  });
}

}  // namespace

void match_by_account(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto& clues = board.clues(movement);
    if (!clues.named.empty() || clues.quotes_unknown || clues.accounts.size() != 1) continue;
    const auto item = only_one(board, movement);
    if (!item || board.is_booked(*item) || has_rival(board, *item, movement)) continue;
    board.decide({.movements = {movement},
                  .outcome = Outcome::settled,
                  .stage = Stage::account,
                  .items = {*item},
                  .score = 0.999,
                  .signs = {"account", "amount", "no other item fits"}});
  }
}

}  // namespace relief::reconciliation
