#include <map>

#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {
namespace {

using storage::in;

struct Sides {
  Money debit, credit;
};

}  // namespace

/// Every account's balance on its side, in each currency; the two sides sum to the same.
Table trial_balance(storage::Transaction& tx, const Parameters& parameters) {
  const auto last = to_text(parameters.last());
  std::string code, in_currency, units;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select account, currency, sum(amount)::text
        from balances_by(cast(:last as date))
       where (:fund = '' or fund = :fund) and (:place = '' or place = :place)
       group by account, currency
      having sum(amount) <> 0
       order by currency, account
    )sql",
       in(last, "last"), in(parameters.fund, "fund"), in(parameters.place, "place"),
       soci::into(code), soci::into(in_currency), soci::into(units));
  Table table;
  table.columns = {{"account", in_language(parameters, "Hesab", "Account")},
                   {"name", in_language(parameters, "Adı", "Name")},
                   {"currency", in_language(parameters, "Valyuta", "Currency")},
                   {"debit", in_language(parameters, "Debet", "Debit")},
                   {"credit", in_language(parameters, "Kredit", "Credit")}};
  std::map<std::string, Sides> totals;
  for (statement.execute(); statement.fetch();) {
    const auto balance = Money::of_units(units, currency(in_currency));
    const auto zero = Money::zero(balance.currency());
    const Sides sides{.debit = balance.is_negative() ? zero : balance,
                      .credit = balance.is_negative() ? -balance : zero};
    auto& total = totals.try_emplace(in_currency, Sides{zero, zero}).first->second;
    total.debit += sides.debit;
    total.credit += sides.credit;
    table.rows.push_back({code, name_of(parameters, account(code)), in_currency,
                          sides.debit.is_zero() ? Cell{NoAmount{}} : Cell{sides.debit},
                          sides.credit.is_zero() ? Cell{NoAmount{}} : Cell{sides.credit}});
  }
  for (const auto& [of, sides] : totals) {
    table.totals.push_back(
        {std::string{}, in_language(parameters, "Cəmi", "Total"), of, sides.debit, sides.credit});
  }
  return table;
}

}  // namespace relief::reports
