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
  std::string_view name;  ///< In English, as records and bundles have it.
  std::string_view name_az;
  AccountClass kind;
  bool by_place;  ///< Its lines say where the money is; the place fixes their currency.
  bool items;     ///< Its balance is the sum of open items, each on the normal side.
  Side normal;
};

/// The chart of accounts, by code. A new account is one new row here.
inline constexpr std::array chart{
    Account{"1100", "Money at a place", "Yerlərdə olan pul vəsaitləri", AccountClass::asset, true,
            false, Side::debit},
    Account{"1150", "Receipts announced", "Elan edilmiş daxilolmalar", AccountClass::asset, true,
            true, Side::debit},
    Account{"1160", "Between own places", "Öz yerləri arasında yolda olan vəsaitlər",
            AccountClass::asset, true, true, Side::debit},
    Account{"1200", "Claims and unexplained debits", "Tələblər və izah olunmamış məxariclər",
            AccountClass::asset, true, true, Side::debit},
    Account{"1300", "Property held", "Saxlanılan əmlak", AccountClass::asset, false, true,
            Side::debit},
    Account{"1900", "Currency trading", "Valyuta mübadiləsi", AccountClass::asset, true, false,
            Side::either},
    Account{"2100", "Payable to a person", "Şəxsə ödəniləcək məbləğlər", AccountClass::liability,
            true, true, Side::credit},
    Account{"2110", "Ordered, not yet on a statement",
            "Tapşırılmış, hələ çıxarışda olmayan ödənişlər", AccountClass::liability, true, true,
            Side::credit},
    Account{"2200", "Receipts nobody can identify", "Müəyyən edilməmiş daxilolmalar",
            AccountClass::liability, true, true, Side::credit},
    Account{"2300", "Repayable to donors", "Donorlara qaytarılacaq vəsaitlər",
            AccountClass::liability, true, true, Side::credit},
    Account{"3100", "Accumulated result", "Yığılmış maliyyə nəticəsi", AccountClass::net_assets,
            false, false, Side::credit},
    Account{"3900", "Transfers between funds", "Fondlar arasında köçürmələr",
            AccountClass::net_assets, false, false, Side::either},
    Account{"4100", "Contributions", "İanələr", AccountClass::income, false, false, Side::credit},
    Account{"4200", "Grants", "Qrantlar", AccountClass::income, false, false, Side::credit},
    Account{"4300", "State budget", "Dövlət büdcəsi", AccountClass::income, false, false,
            Side::credit},
    Account{"4400", "Confiscations", "Müsadirə edilmiş vəsaitlər", AccountClass::income, false,
            false, Side::credit},
    Account{"4500", "Liquidations", "Ləğvetmədən daxilolmalar", AccountClass::income, false, false,
            Side::credit},
    Account{"4600", "Interest", "Faiz gəlirləri", AccountClass::income, false, false, Side::credit},
    Account{"4700", "Exchange gains", "Məzənnə fərqindən gəlirlər", AccountClass::income, false,
            false, Side::credit},
    Account{"4800", "Recoveries", "Geri alınmış məbləğlər", AccountClass::income, false, false,
            Side::credit},
    Account{"4900", "Gains on property", "Əmlak üzrə gəlirlər", AccountClass::income, false, false,
            Side::credit},
    Account{"4950", "Earlier years' payments returned", "Əvvəlki illərin geri qayıdan ödənişləri",
            AccountClass::income, false, false, Side::credit},
    Account{"5100", "Lump sums", "Birdəfəlik müavinətlər", AccountClass::expense, false, false,
            Side::debit},
    Account{"5200", "Compensation", "Kompensasiya", AccountClass::expense, false, false,
            Side::debit},
    Account{"5300", "Rehabilitation", "Reabilitasiya", AccountClass::expense, false, false,
            Side::debit},
    Account{"5400", "Medical help", "Tibbi yardım", AccountClass::expense, false, false,
            Side::debit},
    Account{"5500", "Other necessary expenses", "Digər zəruri xərclər", AccountClass::expense,
            false, false, Side::debit},
    Account{"5700", "Bank charges", "Bank xidməti haqları", AccountClass::expense, false, false,
            Side::debit},
    Account{"5800", "Exchange losses", "Məzənnə fərqindən zərərlər", AccountClass::expense, false,
            false, Side::debit},
    Account{"5900", "Losses", "Zərərlər", AccountClass::expense, false, false, Side::debit},
    Account{"9100", "Commitments", "Öhdəliklər", AccountClass::memorandum, true, true, Side::debit},
    Account{"9200", "Reserve for commitments", "Öhdəliklər üzrə rezerv", AccountClass::memorandum,
            true, true, Side::credit},
};
static_assert(std::ranges::is_sorted(chart, {}, &Account::code));
static_assert(std::ranges::none_of(chart, [](const Account& each) {
  return each.name.empty() || each.name_az.empty();
}));

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
