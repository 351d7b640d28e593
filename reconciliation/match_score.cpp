#include "reconciliation/match_score.h"

#include <algorithm>
#include <cmath>

#include "reconciliation/match_fit.h"

namespace relief::reconciliation {
namespace {

// Bits. Signs that identify somebody outweigh all that amount and day can say together; those that
// contradict cost more than a usual amount gives.
constexpr double named = 18;
constexpr double one_slip = 14;
constexpr double most_of_beginning = 12;
constexpr double most_bits_of_amount = 12;
constexpr double own_account = 13;
constexpr double other_account = -4;  // Donors have several; payees were asked out before.
constexpr double same_name = 9;
constexpr double similar_name = 1;
constexpr double other_name = -7;
constexpr double same_day = 2;
constexpr double ten_days = -1;  // For every ten days that it is off.
constexpr double far_day = -5;
constexpr double what_is_missing = 8;  // The rest of a gift that came in parts.
constexpr double part_or_charge = -1;  // Less than announced: a charge kept, or a part.
constexpr double unlike_amount = -10;
constexpr double more_than_item = -6;
constexpr double usual_rate = 6;
constexpr double unlike_rate = -14;

constexpr double near_rate = 0.03;     // Of one another within some weeks, of currencies that
constexpr double possible_rate = 0.1;  // aren't collapsing.

bool is_less(const Money& moved, const Money& expected) {
  return moved.is_negative() ? moved > expected : moved < expected;
}

/// Whether the difference is one that a bank may have kept: a tenth, or a flat charge on little.
bool may_be_charge(const Money& moved, const Money& expected) {
  const auto missing = expected - moved;
  return is_less(moved, expected) && missing.units() * 10 <= expected.units();
}

}  // namespace

Score::Score(const Board& board)
    : board_{board},
      item_bits_{std::log2(static_cast<double>(std::max<std::size_t>(1, board.items().size())))} {
  learn_parts();
  learn_rates();
}

void Score::learn_parts() {
  for (const auto movement : board_.open_movements()) {
    const auto items = board_.named_here(movement);
    const auto& amount = board_.movement(movement).amount;
    if (items.size() != 1 || board_.is_booked(items.front())) continue;
    if (board_.items()[items.front()].amount.currency() != amount.currency()) continue;
    const auto [known, is_new] = parts_.try_emplace(items.front(), amount);
    if (!is_new) known->second += amount;
  }
}

void Score::learn_rates() {
  std::map<std::string_view, std::vector<double>> seen;
  const auto see = [&](const Money& booked, const Money& ordered) {
    if (booked.currency() == ordered.currency()) return;
    if (const auto rate = implied_rate(booked, ordered)) {
      seen[ordered.currency().code].push_back(*rate);
    }
  };
  for (const auto movement : board_.open_movements()) {
    const auto& moved = board_.movement(movement);
    const auto ordered = instructed_money(moved);
    if (ordered) see(moved.amount, *ordered);
    const auto items = board_.named_here(movement);
    if (!ordered && items.size() == 1) see(moved.amount, board_.items()[items.front()].amount);
  }
  for (auto& [code, rates] : seen) {
    std::ranges::sort(rates);
    rates_[code] = rates[rates.size() / 2];
  }
}

Money Score::remaining(std::size_t item) const {
  const auto found = parts_.find(item);
  const auto& amount = board_.items()[item].amount;
  return found == parts_.end() ? amount : amount - found->second;
}

Score::Evidence Score::of(std::size_t item, std::size_t movement) const {
  Evidence evidence{-item_bits_ + 2, {}};
  add_reference(item, movement, evidence);
  add_amount(item, movement, evidence);
  add_person(item, movement, evidence);
  add_days(item, movement, evidence);
  return evidence;
}

void Score::add_reference(std::size_t item, std::size_t movement, Evidence& evidence) const {
  const auto& clues = board_.clues(movement);
  const auto holds = [item](const auto& items) { return std::ranges::binary_search(items, item); };
  if (holds(clues.named)) {
    evidence.bits += named;
    evidence.signs.emplace_back("reference");
    return;
  }
  if (!clues.named.empty()) return;
  if (holds(board_.one_slip_away(movement))) {
    evidence.bits += one_slip;
    evidence.signs.emplace_back("reference with one slip");
  } else if (const auto& items = board_.beginning_alike(movement); holds(items)) {
    const auto bits = item_bits_ - std::log2(static_cast<double>(items.size()));
    evidence.bits += std::clamp(bits, 0.0, most_of_beginning);
    evidence.signs.emplace_back("beginning of the reference");
  }
}

void Score::add_amount(std::size_t item, std::size_t movement, Evidence& evidence) const {
  const auto& expected = board_.items()[item].amount;
  const auto fit = amount_fit(board_.items()[item], board_.movement(movement));
  if (is_exact(fit)) {
    const auto equal = board_.items().with_amount(expected).size();
    const auto bits = item_bits_ - std::log2(static_cast<double>(std::max<std::size_t>(1, equal)));
    evidence.bits += std::min(bits, most_bits_of_amount);
    evidence.signs.push_back(sign_of(fit));
  } else if (expected.currency() == board_.movement(movement).amount.currency()) {
    add_other_amount(item, movement, evidence);
  } else {
    add_foreign_amount(item, movement, evidence);
  }
}

void Score::add_other_amount(std::size_t item, std::size_t movement, Evidence& evidence) const {
  const auto& expected = board_.items()[item].amount;
  const auto& moved = board_.movement(movement).amount;
  const bool is_named = std::ranges::binary_search(board_.clues(movement).named, item);
  const auto rest = remaining(item);
  if (!is_named && rest != expected && moved == rest) {
    evidence.bits += what_is_missing;
    evidence.signs.emplace_back("what other parts leave");
  } else if (is_less(moved, expected) && (is_named || may_be_charge(moved, expected) ||
                                          (rest != expected && is_less(moved, rest)))) {
    evidence.bits += part_or_charge;
    evidence.signs.emplace_back("less than announced");
  } else if (is_named) {
    evidence.bits += more_than_item;
    evidence.signs.emplace_back("more than announced");
  } else {
    evidence.bits += unlike_amount;
  }
}

void Score::add_foreign_amount(std::size_t item, std::size_t movement, Evidence& evidence) const {
  const auto& expected = board_.items()[item].amount;
  const auto& moved = board_.movement(movement);
  const auto usual = rates_.find(expected.currency().code);
  const auto rate = implied_rate(moved.amount, expected);
  if (instructed_money(moved)) {
    evidence.bits += unlike_rate;  // Another amount was ordered.
  } else if (usual != rates_.end() && rate) {
    const auto off = std::abs(*rate / usual->second - 1);
    evidence.bits += off <= near_rate ? usual_rate : off <= possible_rate ? 0 : unlike_rate;
    if (off <= near_rate) evidence.signs.emplace_back("usual rate");
  }
}

void Score::add_person(std::size_t item, std::size_t movement, Evidence& evidence) const {
  if (board_.shows_account(item, movement)) {
    evidence.bits += own_account;
    evidence.signs.emplace_back("account");
  } else if (!board_.allows_account(item, movement)) {
    evidence.bits += other_account;
  }
  switch (board_.name_fit(item, movement)) {
    case NameFit::agrees:
      evidence.bits += same_name;
      evidence.signs.emplace_back("name");
      break;
    case NameFit::resembles: evidence.bits += similar_name; break;
    case NameFit::differs: evidence.bits += other_name; break;
    case NameFit::unknown: break;
  }
}

void Score::add_days(std::size_t item, std::size_t movement, Evidence& evidence) const {
  constexpr long near = 5;
  constexpr long longest_wait = 45;
  constexpr long longest_ahead = 15;
  const auto days = board_.days_after(item, movement);
  if (!days) return;
  if (*days > longest_wait || *days < -longest_ahead) {
    evidence.bits += far_day;
    return;
  }
  evidence.bits += same_day + ten_days * static_cast<double>(std::abs(*days)) / 10;
  if (std::abs(*days) <= near) evidence.signs.emplace_back("day");
}

}  // namespace relief::reconciliation
