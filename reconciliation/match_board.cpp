#include "reconciliation/match_board.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "reconciliation/match_text.h"

namespace relief::reconciliation {

Board::Board(std::span<const Movement> movements, const ItemIndex& items, Reach reach)
    : movements_{movements},
      items_{items},
      reach_{reach},
      names_(movements.size()),
      near_(movements.size()),
      is_decided_(movements.size()),
      is_booked_(items.size()),
      is_given_back_(items.size()),
      is_proposed_(items.size()) {
  clues_.reserve(movements.size());
  for (const auto& movement : movements) clues_.push_back(items.read(movement));
  for (std::size_t item = 0; item < items.size(); ++item) is_booked_[item] = items[item].is_booked;
}

std::vector<std::size_t> Board::open_movements() const {
  std::vector<std::size_t> result;
  for (std::size_t movement = 0; movement < movements_.size(); ++movement) {
    if (!is_decided_[movement]) result.push_back(movement);
  }
  return result;
}

std::vector<std::size_t> Board::named_here(std::size_t movement) const {
  std::vector<std::size_t> result;
  std::ranges::copy_if(clues_[movement].named, std::back_inserter(result),
                       [&](std::size_t item) { return is_on_side(item, movement); });
  return result;
}

std::vector<std::size_t> Board::named_there(std::size_t movement) const {
  std::vector<std::size_t> result;
  std::ranges::copy_if(clues_[movement].named, std::back_inserter(result),
                       [&](std::size_t item) { return !is_on_side(item, movement); });
  return result;
}

bool Board::allows_account(std::size_t item, std::size_t movement) const {
  return items_.account(item).empty() || clues_[movement].accounts.empty() ||
         shows_account(item, movement);
}

bool Board::shows_account(std::size_t item, std::size_t movement) const {
  const auto& own = items_.account(item);
  return !own.empty() && std::ranges::any_of(clues_[movement].accounts, [&](const auto& shown) {
    return is_same_account(own, shown);
  });
}

const Board::Names& Board::names(std::size_t movement) const {
  auto& known = names_[movement];
  if (!known) {
    const auto& particulars = *movements_[movement].particulars;
    known = Names{Name{particulars.counterparty.name}, {}};
    if (!known->name.is_given()) known->words = sounds(particulars.text);
  }
  return *known;
}

NameFit Board::name_fit(std::size_t item, std::size_t movement) const {
  const auto& shown = names(movement);
  return shown.name.is_given() ? compare(items_.name(item), shown.name)
                               : look_for(items_.name(item), shown.words);
}

const std::vector<std::string>& Board::words_of_name(std::size_t movement) const {
  return names(movement).name.words();
}

const std::vector<std::string>& Board::words_of_text(std::size_t movement) const {
  return names(movement).words;
}

std::optional<long> Board::days_after(std::size_t item, std::size_t movement) const {
  const auto& due = items_[item].due;
  if (!due) return {};
  return (movements_[movement].line->booked_on - *due).count();
}

std::array<std::span<const std::size_t>, 2> Board::in_time(std::span<const std::size_t> items,
                                                           std::size_t movement, long longest_wait,
                                                           long longest_ahead) const {
  const auto due = [this](std::size_t item) { return items_[item].due; };
  const auto booked_on = movements_[movement].line->booked_on;
  const std::optional first{booked_on - std::chrono::days{longest_wait}};
  const std::optional last{booked_on + std::chrono::days{longest_ahead}};
  const auto dated = std::ranges::upper_bound(items, std::optional<Date>{}, {}, due);
  const std::span rest{dated, items.end()};
  return {std::span{items.begin(), dated},
          std::span{std::ranges::lower_bound(rest, first, {}, due),
                    std::ranges::upper_bound(rest, last, {}, due)}};
}

const ItemIndex::Numbers& Board::one_slip_away(std::size_t movement) const {
  auto& known = near_[movement].slips;
  if (!known) known = items_.near().one_slip_away(clues_[movement].text);
  return *known;
}

const ItemIndex::Numbers& Board::beginning_alike(std::size_t movement) const {
  auto& known = near_[movement].beginnings;
  if (!known) known = items_.near().beginning_alike(clues_[movement].text).first;
  return *known;
}

void Board::decide(Decision decision) {
  const bool is_settling = !decision.is_proposal && (decision.outcome == Outcome::settled ||
                                                     decision.outcome == Outcome::batch);
  const bool is_giving_back = !decision.is_proposal && (decision.outcome == Outcome::returned ||
                                                        decision.outcome == Outcome::undone);
  for (const auto movement : decision.movements) {
    ensure(!is_decided_[movement], "a movement is decided once");
    is_decided_[movement] = true;
  }
  for (const auto item : decision.items) {
    if (is_settling) is_booked_[item] = true;
    if (is_giving_back) is_given_back_[item] = true;
    if (decision.is_proposal) is_proposed_[item] = true;
  }
  decisions_.push_back(std::move(decision));
}

}  // namespace relief::reconciliation
