#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "reconciliation/match_board.h"

namespace relief::reconciliation {

/// How the amount of a movement fits an item's. Kinds above `differs` are exact: to the qəpik.
enum class AmountFit {
  differs,
  equals,
  less_charge,  ///< Equal, with the charge that the bank states.
  instructed,   ///< In another currency, which the bank states as what was ordered.
  off_rate,     ///< So, but the stated rate doesn't make one amount from the other.
};

AmountFit amount_fit(const OpenItem& item, const Movement& movement);

/// Whether an amount fits, so that with a reference nothing is left to ask.
inline bool is_exact(AmountFit fit) {
  return fit == AmountFit::equals || fit == AmountFit::less_charge || fit == AmountFit::instructed;
}

/// Whether a movement's amount settles an item, as far as the board's stages may go.
bool settles(const Board& board, std::size_t item, std::size_t movement);

/// The name of what made an amount fit, for the explanation of a match.
std::string_view sign_of(AmountFit fit);

/// Whether an amount in another currency, at the bank's rate, makes the booked one but for one per
/// cent; nothing where the bank states no rate, or the currencies are one.
std::optional<bool> rate_holds(const Movement& movement);

/// What was ordered, as money; nothing where the bank doesn't say.
std::optional<Money> instructed_money(const Movement& movement);

/// The units of a booked amount for one unit of another currency, of a line that states both: for
/// comparing rates only.
std::optional<double> implied_rate(const Money& booked, const Money& ordered);

}  // namespace relief::reconciliation
