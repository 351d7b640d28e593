#include "reconciliation/match_sets.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "reconciliation/match_subsets.h"

// Sums are evidence only where few things could make them: a batch as our file named it, less one
// or two payments that the bank refused; or the pledges of one giver. A sum that can be made in
// two ways is shown with both, and nothing is ever settled by it.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

Money sum_of(const Board& board, const Numbers& items, const Money& like) {
  auto sum = Money::zero(like.currency());
  for (const auto item : items) sum += board.items()[item].amount;
  return sum;
}

std::vector<Money> amounts_of(const Board& board, const Numbers& items) {
  std::vector<Money> amounts;
  amounts.reserve(items.size());
  for (const auto item : items) amounts.push_back(board.items()[item].amount.magnitude());
  return amounts;
}

/// The ways to read a movement as a set of items, as they were found.
using Readings = std::vector<Numbers>;

constexpr double likely = 0.9;     // One reading only.
constexpr double contested = 0.4;  // The first of several.

void propose(Board& board, std::size_t movement, Outcome outcome, Readings readings,
             std::vector<std::string_view> signs) {
  constexpr std::size_t most_shown = 3;
  Decision decision{.movements = {movement},
                    .outcome = outcome,
                    .stage = Stage::scored,
                    .items = std::move(readings.front()),
                    .is_proposal = true,
                    .score = readings.size() == 1 ? likely : contested,
                    .signs = std::move(signs)};
  for (std::size_t i = 1; i < std::min(readings.size(), most_shown + 1); ++i) {
    decision.alternatives.push_back({std::move(readings[i]), contested});
  }
  board.decide(std::move(decision));
}

/// One batch of ours, as far as it waits for its line.
struct Waiting {
  Numbers items;
  Money total;
};

Waiting waiting_of(const Board& board, std::size_t batch, const Movement& moved) {
  Waiting result{{}, Money::zero(moved.amount.currency())};
  for (const auto item : board.items().batch_of(batch)) {
    const auto& amount = board.items()[item].amount;
    if (board.is_booked(item) || amount.currency() != result.total.currency() ||
        amount.is_negative() != moved.amount.is_negative()) {
      continue;
    }
    result.items.push_back(item);
    result.total += amount;
  }
  return result;
}

std::optional<long> stated_count(const Movement& moved) {
  return moved.line->batches.size() == 1 ? moved.line->batches.front().count : std::nullopt;
}

/// A batch without those of its payments that a debit falls short of it by.
Readings without_refused(const Board& board, const Waiting& batch, const Movement& moved) {
  constexpr std::size_t most_refused = 2;
  Readings readings;
  const auto missing = batch.total.magnitude() - moved.amount.magnitude();
  const auto count = stated_count(moved);
  for (const auto& refused :
       sets_that_make(missing, amounts_of(board, batch.items), 8, most_refused)) {
    Numbers rest;
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
      if (std::ranges::find(refused, i) == refused.end()) rest.push_back(batch.items[i]);
    }
    if (rest.size() > 1 &&
        count.value_or(static_cast<long>(rest.size())) == static_cast<long>(rest.size())) {
      readings.push_back(std::move(rest));
    }
  }
  return readings;
}

/// The batches that were ordered in the days before a booking, in order of their days.
Numbers recent_batches(const Board& board, std::size_t movement) {
  constexpr long longest_wait = 7;
  constexpr long longest_ahead = 1;
  Numbers result;
  for (const auto part :
       board.in_time(board.items().batches(), movement, longest_wait, longest_ahead)) {
    result.insert(result.end(), part.begin(), part.end());
  }
  return result;
}

Readings whole_batches(const Board& board, const Numbers& batches, const Movement& moved) {
  Readings readings;
  for (const auto batch : batches) {
    auto [items, total] = waiting_of(board, batch, moved);
    const auto count = static_cast<long>(items.size());
    const bool fits = total == moved.amount && stated_count(moved).value_or(count) == count;
    if (fits && count > 1) readings.push_back(std::move(items));
  }
  return readings;
}

/// Whether the text of a debit has somebody's name whom we owe just that.
bool mentions_payee(const Board& board, std::size_t movement) {
  const auto& items = board.items();
  const auto& words = board.words_of_text(movement);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto& found = items.with_words(words[i], words[i + 1]);
    const bool is_owed = std::ranges::any_of(found, [&](std::size_t item) {
      return items[item].amount == board.movement(movement).amount;
    });
    if (is_owed) return true;
  }
  return false;
}

/// Whether a debit shows nobody who was paid: many were, or the bank doesn't say.
bool shows_nobody(const Board& board, std::size_t movement) {
  const auto& clues = board.clues(movement);
  const auto& moved = board.movement(movement);
  return moved.detail == 0 && !moved.is_credit() && clues.named.empty() && clues.accounts.empty() &&
         moved.particulars->counterparty.name.empty() && !mentions_payee(board, movement);
}

void propose_batch(Board& board, std::size_t movement, const Numbers& batches, bool is_named) {
  const auto& moved = board.movement(movement);
  std::vector<std::string_view> signs;
  if (is_named) signs.emplace_back("batch");
  if (auto readings = whole_batches(board, batches, moved); !readings.empty()) {
    signs.emplace_back("total");
    return propose(board, movement, Outcome::batch, std::move(readings), std::move(signs));
  }
  Readings readings;
  for (const auto batch : batches) {
    auto found = without_refused(board, waiting_of(board, batch, moved), moved);
    std::ranges::move(found, std::back_inserter(readings));
  }
  if (readings.empty()) return;
  signs.emplace_back("total less refused payments");
  propose(board, movement, Outcome::batch, std::move(readings), std::move(signs));
}

/// The open pledges of whoever sent a receipt.
Numbers pledges_of_giver(const Board& board, std::size_t movement) {
  std::set<std::size_t> found;
  const auto& items = board.items();
  const auto add = [&](const ItemIndex::Numbers& numbers) {
    if (numbers.size() <= most_amounts * 4) found.insert(numbers.begin(), numbers.end());
  };
  auto accounts = board.clues(movement).accounts;
  const auto named = board.named_here(movement);
  for (const auto item : named) {
    if (!items.account(item).empty()) accounts.push_back(items.account(item));
    const auto& words = items.name(item).words();
    if (words.size() > 1) add(items.with_words(words[0], words[1]));
  }
  for (const auto& account : accounts) add(items.with_account(account));
  const auto& words = board.words_of_name(movement);
  if (words.size() > 1) add(items.with_words(words[0], words[1]));

  Numbers result;
  for (const auto item : found) {
    const bool is_theirs = std::ranges::find(accounts, items.account(item)) != accounts.end() ||
                           board.name_fit(item, movement) == NameFit::agrees ||
                           std::ranges::any_of(named, [&](std::size_t other) {
                             return compare(items.name(item), items.name(other)) == NameFit::agrees;
                           });
    if (is_theirs && board.is_on_side(item, movement) && !board.is_booked(item) &&
        items[item].amount.currency() == board.movement(movement).amount.currency()) {
      result.push_back(item);
    }
  }
  return result;
}

/// The named pledges with those of the others that make up the rest.
Readings pledges_that_make(const Money& rest, const Board& board, const Numbers& named,
                           const Numbers& others) {
  Readings readings;
  for (const auto& set : sets_that_make(rest, amounts_of(board, others), 4)) {
    Numbers items = named;
    for (const auto i : set) items.push_back(others[i]);
    std::ranges::sort(items);
    if (items.size() > 1) readings.push_back(std::move(items));
  }
  return readings;
}

}  // namespace

void propose_batches(Board& board) {
  for (const auto movement : board.open_movements()) {
    if (!shows_nobody(board, movement)) continue;
    auto batches = board.clues(movement).batches;
    const bool is_named = !batches.empty();
    if (!is_named) batches = recent_batches(board, movement);
    propose_batch(board, movement, batches, is_named);
  }
}

void propose_pledges(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto& moved = board.movement(movement);
    if (!moved.is_credit()) continue;
    const auto named = board.named_here(movement);
    const bool is_comparable = std::ranges::all_of(named, [&](std::size_t item) {
      return !board.is_booked(item) &&
             board.items()[item].amount.currency() == moved.amount.currency();
    });
    if (!is_comparable) continue;
    const auto rest = moved.amount - sum_of(board, named, moved.amount);
    auto others = pledges_of_giver(board, movement);
    std::erase_if(others,
                  [&](std::size_t item) { return std::ranges::find(named, item) != named.end(); });
    auto readings = pledges_that_make(rest, board, named, others);
    if (readings.empty()) continue;
    propose(board, movement, Outcome::settled, std::move(readings),
            {"pledges of one giver", "amounts add up"});
  }
}

}  // namespace relief::reconciliation
