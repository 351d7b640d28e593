#include "reconciliation/match_fit.h"

#include <algorithm>
#include <string>

#include "reconciliation/figures.h"

namespace relief::reconciliation {
namespace {

using Whole = boost::multiprecision::cpp_int;

/// A positive decimal figure as a whole number and the power of ten that it is too large by.
struct Scaled {
  Whole number;
  Whole scale;
};

std::optional<Scaled> read_rate(std::string_view text) {
  constexpr std::size_t longest = 18;
  Scaled rate{0, 1};
  bool has_point = false;
  if (text.empty() || text.size() > longest) return {};
  for (const char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (c >= '0' && c <= '9') {
      rate.number = rate.number * 10 + (c - '0');
      if (has_point) rate.scale *= 10;
    } else {
      return {};
    }
  }
  return rate.number == 0 ? std::nullopt : std::optional{rate};
}

Whole power_of_ten(int exponent) {
  return boost::multiprecision::pow(Whole{10}, static_cast<unsigned>(exponent));
}

Money charges_of(const Movement& movement) {
  auto sum = Money::zero(movement.amount.currency());
  for (const auto& charge : movement.particulars->charges) {
    if (charge.amount.currency() == sum.currency()) sum += charge.amount;
  }
  return sum;
}

}  // namespace

std::optional<Money> instructed_money(const Movement& movement) {
  const auto& stated = movement.particulars->instructed;
  if (!stated) return {};
  const auto* currency = find_currency(stated->currency);
  if (currency == nullptr) return {};
  return read_amount(stated->decimal, *currency);
}

std::optional<bool> rate_holds(const Movement& movement) {
  const auto ordered = instructed_money(movement);
  const auto rate = read_rate(movement.particulars->rate);
  if (!ordered || !rate || ordered->currency() == movement.amount.currency()) return {};
  // ordered · rate against booked, both in the booked currency's minor units, times the rate's
  // scale and the ordered currency's own.
  const Whole made =
      Whole{ordered->units()} * rate->number * power_of_ten(movement.amount.currency().exponent);
  const Whole scale = rate->scale * power_of_ten(ordered->currency().exponent);
  const auto is_near = [&](const Money& amount) {
    const Whole moved = Whole{amount.magnitude().units()} * scale;
    return abs(made - moved) * 100 <= moved;
  };
  return is_near(movement.amount) || is_near(movement.amount - charges_of(movement));
}

AmountFit amount_fit(const OpenItem& item, const Movement& movement) {
  if (item.amount == movement.amount) return AmountFit::equals;
  if (item.amount.currency() == movement.amount.currency()) {
    const auto charges = charges_of(movement);
    const bool is_less_charge = !charges.is_zero() && item.amount == movement.amount - charges;
    return is_less_charge ? AmountFit::less_charge : AmountFit::differs;
  }
  const auto ordered = instructed_money(movement);
  if (!ordered || *ordered != item.amount.magnitude()) return AmountFit::differs;
  return rate_holds(movement).value_or(true) ? AmountFit::instructed : AmountFit::off_rate;
}

bool settles(const Board& board, std::size_t item, std::size_t movement) {
  const auto fit = amount_fit(board.items()[item], board.movement(movement));
  return board.reach() == Reach::all ? is_exact(fit) : fit == AmountFit::equals;
}

std::string_view sign_of(AmountFit fit) {
  switch (fit) {
    case AmountFit::equals: return "amount";
    case AmountFit::less_charge: return "amount less stated charge";
    case AmountFit::instructed: return "stated foreign amount";
    case AmountFit::off_rate: return "rate out of band";
    case AmountFit::differs: break;
  }
  return "amount differs";
}

std::optional<double> implied_rate(const Money& booked, const Money& ordered) {
  if (ordered.is_zero()) return {};
  const auto units = [](const Money& money) {
    return static_cast<double>(money.magnitude().units()) /
           static_cast<double>(power_of_ten(money.currency().exponent));
  };
  return units(booked) / units(ordered);
}

}  // namespace relief::reconciliation
