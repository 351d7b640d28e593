#include <optional>
#include <span>

#include "reconciliation/match_stages.h"

// Without a reference, the other side's account tells who it is, and the amount what it is for; as
// long as nothing else of that amount could be meant. So no other item of the side, amount and span
// may have that account, or leave its account open and not name somebody else. Names alone never
// do: many people have one name, and a lump sum goes to many.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

constexpr long longest_wait = 45;   // Days from the item's day to the booking …
constexpr long longest_ahead = 15;  // … and back: payers are early, banks are late.

/// The items in span that satisfy, of some in order of their days; two at most, as more say no
/// more.
template <class Predicate>
Numbers in_span(const Board& board, std::span<const std::size_t> items, std::size_t movement,
                Predicate is_wanted) {
  Numbers result;
  for (const auto part : board.in_time(items, movement, longest_wait, longest_ahead)) {
    for (const auto item : part) {
      if (is_wanted(item)) result.push_back(item);
      if (result.size() == 2) return result;
    }
  }
  return result;
}

/// The item of the amount and the span whose account is the one shown, if only one is.
std::optional<std::size_t> only_one(const Board& board, std::size_t movement) {
  const auto& account = board.clues(movement).accounts.front();
  const auto found =
      in_span(board, board.items().with_account(account, board.movement(movement).amount), movement,
              [](std::size_t) { return true; });
  return found.size() == 1 ? std::optional{found.front()} : std::nullopt;
}

/// Whether another item of the amount leaves its account open, and isn't somebody else's by name.
bool has_rival(const Board& board, std::size_t own, std::size_t movement) {
  const auto& items = board.items();
  const auto& amount = items[own].amount;
  const auto has_any = [&](const Numbers& rivals, auto is_rival) {
    return !in_span(board, rivals, movement, is_rival).empty();
  };
  const auto is_other = [own](std::size_t item) { return item != own; };
  if (has_any(items.anonymous_with_amount(amount), is_other)) return true;
  const auto& words = items.name(own).words();
  // Of an item that names nobody, whatever leaves its account open could be a second one.
  if (words.size() < 2) return has_any(items.without_account(amount), is_other);
  return has_any(items.with_words_alone(words[0], words[1]), [&](std::size_t item) {
    return item != own && items[item].amount == amount &&
           compare(items.name(item), items.name(own)) == NameFit::agrees;
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
