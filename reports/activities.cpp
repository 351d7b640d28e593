#include <map>

#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {
namespace {

using storage::in;

struct Result {
  Money income, expenses;
};

}  // namespace

/// What came in and was spent in the span as it was recognised, by account. A year's end only
/// carries its result forward: its entries are left out, or each closed year would show nothing.
Table activities(storage::Transaction& tx, const Parameters& parameters) {
  const auto first = parameters.from.value_or(parse_date("1900-01-01"));
  const auto from = to_text(first), before = to_text(first - std::chrono::days{1});
  const auto last = to_text(parameters.last());
  std::string code, in_currency, units;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select account, currency, sum(amount)::text from (
        select account, fund, currency, amount from balances_by(cast(:last as date))
         union all
        select account, fund, currency, - amount from balances_by(cast(:before as date))
         union all
        select account, fund, currency, - amount from posting
         where seq in (select seq from year_close)
           and effective_on between cast(:from as date) and cast(:last as date)) moved
       where (account = '3900' or (account >= '4000' and account < '6000'))
         and (:fund = '' or fund = :fund)
       group by account, currency
      having sum(amount) <> 0
       order by currency, account
    )sql",
       in(last, "last"), in(before, "before"), in(from, "from"), in(parameters.fund, "fund"),
       soci::into(code), soci::into(in_currency), soci::into(units));
  Table table;
  table.columns = {{"account", in_language(parameters, "Hesab", "Account")},
                   {"name", in_language(parameters, "Adı", "Name")},
                   {"currency", in_language(parameters, "Valyuta", "Currency")},
                   {"income", in_language(parameters, "Gəlir", "Income")},
                   {"expenses", in_language(parameters, "Xərc", "Expenses")},
                   {"result", in_language(parameters, "Nəticə", "Result")}};
  const std::string empty;
  std::map<std::string, Result> results;
  for (statement.execute(); statement.fetch();) {
    const auto sum = Money::of_units(units, currency(in_currency));
    const auto zero = Money::zero(sum.currency());
    auto& result = results.try_emplace(in_currency, Result{zero, zero}).first->second;
    const auto& of = account(code);
    // What moved between funds stands where its sum is.
    const bool spent = of.kind == AccountClass::expense ||
                       (of.kind == AccountClass::net_assets && !sum.is_negative());
    (spent ? result.expenses : result.income) += spent ? sum : -sum;
    table.rows.push_back({code, name_of(parameters, of), in_currency,
                          spent ? Cell{NoAmount{}} : Cell{-sum},
                          spent ? Cell{sum} : Cell{NoAmount{}}, NoAmount{}});
  }
  for (const auto& [of, result] : results) {
    table.totals.push_back({empty, in_language(parameters, "Cəmi", "Total"), of, result.income,
                            result.expenses, result.income - result.expenses});
  }
  return table;
}

}  // namespace relief::reports
