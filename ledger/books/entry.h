#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief {

/// The technical fund of what is nobody's yet: unknown receipts, unexplained debits. It can't be
/// committed, and is the one fund whose available money may be negative.
inline constexpr std::string_view unassigned_fund = "fnd_unassigned";

/// One line of an entry. Debits are positive, credits negative.
struct Line {
  std::string account;
  std::string place;  ///< Empty where the account is not kept by place.
  std::string fund;
  std::string item;  ///< What the line is about: a gift, payment, request, transfer, bank line.
  Money amount;      ///< Never zero.

  friend bool operator==(const Line&, const Line&) = default;
};

/// What one record does to the books.
struct Entry {
  Date on;  ///< The effective day: of the act, or of the bank's booking.
  std::vector<Line> lines;

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// `amount` debited to one account and credited to another, for one fund, item and place; the place
/// is left out where an account isn't kept by place.
std::vector<Line> pair(std::string_view debit, std::string_view credit, std::string_view place,
                       std::string_view fund, std::string_view item, const Money& amount);

/// Appends `more` to `lines`.
void extend(std::vector<Line>& lines, std::vector<Line> more);

/// The entry with every line mirrored, effective on `on`.
Entry mirrored(const Entry& entry, Date on);

/// The form an entry has in a record: {"on":…, "lines":[{"a","p"|"c","f","i","m"}…]}.
nlohmann::json to_json(const Entry& entry);

/// Tells the currency of a place. Throws for a place it doesn't know.
using CurrencyOfPlace = std::function<const Currency&(const std::string& place)>;

/// The inverse of to_json. Throws Error{malformed}.
Entry entry_of(const nlohmann::json& json, const CurrencyOfPlace& currency_of);

}  // namespace relief
