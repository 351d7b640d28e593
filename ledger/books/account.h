#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "ledger/base/error.h"

namespace relief {

enum class Side { debit, credit, either };
enum class AccountClass { asset, liability, net_assets, income, expense, memorandum };

/// One account of the chart. Source: the fund's accounting policy, which README.md of this room
/// retells.
struct Account {
  std::string_view code;
  std::string_view name;
  AccountClass kind;
  bool by_place;  ///< Its lines say where the money is; the place fixes their currency.
  bool items;     ///< Its balance is the sum of open items, each on the normal side.
  Side normal;
};

/// The chart of accounts, by code. A new account is one new line here.
inline constexpr std::array chart{
    Account{"1100", "Money at a place", AccountClass::asset, true, false, Side::debit},
    Account{"1150", "Receipts announced", AccountClass::asset, true, true, Side::debit},
    Account{"1160", "Between own places", AccountClass::asset, true, true, Side::debit},
    Account{"1200", "Claims and unexplained debits", AccountClass::asset, true, true, Side::debit},
    Account{"1300", "Property held", AccountClass::asset, false, true, Side::debit},
    Account{"1900", "Currency trading", AccountClass::asset, true, false, Side::either},
    Account{"2100", "Payable to a person", AccountClass::liability, true, true, Side::credit},
    Account{"2110", "Ordered, not yet on a statement", AccountClass::liability, true, true,
            Side::credit},
    Account{"2200", "Receipts nobody can identify", AccountClass::liability, true, true,
            Side::credit},
    Account{"2300", "Repayable to donors", AccountClass::liability, true, true, Side::credit},
    Account{"3100", "Accumulated result", AccountClass::net_assets, false, false, Side::credit},
    Account{"3900", "Transfers between funds", AccountClass::net_assets, false, false,
            Side::either},
    Account{"4100", "Contributions", AccountClass::income, false, false, Side::credit},
    Account{"4200", "Grants", AccountClass::income, false, false, Side::credit},
    Account{"4300", "State budget", AccountClass::income, false, false, Side::credit},
    Account{"4400", "Confiscations", AccountClass::income, false, false, Side::credit},
    Account{"4500", "Liquidations", AccountClass::income, false, false, Side::credit},
    Account{"4600", "Interest", AccountClass::income, false, false, Side::credit},
    Account{"4700", "Exchange gains", AccountClass::income, false, false, Side::credit},
    Account{"4800", "Recoveries", AccountClass::income, false, false, Side::credit},
    Account{"4900", "Gains on property", AccountClass::income, false, false, Side::credit},
    Account{"4950", "Earlier years' payments returned", AccountClass::income, false, false,
            Side::credit},
    Account{"5100", "Lump sums", AccountClass::expense, false, false, Side::debit},
    Account{"5200", "Compensation", AccountClass::expense, false, false, Side::debit},
    Account{"5300", "Rehabilitation", AccountClass::expense, false, false, Side::debit},
    Account{"5400", "Medical help", AccountClass::expense, false, false, Side::debit},
    Account{"5500", "Other necessary expenses", AccountClass::expense, false, false, Side::debit},
    Account{"5700", "Bank charges", AccountClass::expense, false, false, Side::debit},
    Account{"5800", "Exchange losses", AccountClass::expense, false, false, Side::debit},
    Account{"5900", "Losses", AccountClass::expense, false, false, Side::debit},
    Account{"9100", "Commitments", AccountClass::memorandum, true, true, Side::debit},
    Account{"9200", "Reserve for commitments", AccountClass::memorandum, true, true, Side::credit},
};
static_assert(std::ranges::is_sorted(chart, {}, &Account::code));

/// Throws Error{malformed} for a code that is not in the chart.
constexpr const Account& account(std::string_view code) {
  const auto* found = std::ranges::lower_bound(chart, code, {}, &Account::code);
  require(found != chart.end() && found->code == code, Errc::malformed,
          "the chart has no such account");
  return *found;
}

/// The accounts whose sum, over the places of a currency, is a fund's own money: what it holds,
/// less what it owes, with what is on its way between its places. Gift lots follow it.
constexpr bool is_own_money(std::string_view code) {
  return code == "1100" || code == "1160" || code == "2100" || code == "2110" || code == "2300";
}

/// The accounts whose sum, for a fund at a place, is what the fund may still promise there: held,
/// less owed, less reserved.
constexpr bool is_available(std::string_view code) {
  return code == "1100" || code == "2100" || code == "2110" || code == "2300" || code == "9200";
}

}  // namespace relief
