#include "ledger/storage/account_balance.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<Money> account_balances(Transaction& tx, const BalanceQuery& query) {
  const auto day = to_text(query.as_of);
  std::string code, units;
  std::vector<Money> balances;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select currency, sum(amount)::text from posting
       where account = :account and effective_on <= cast(:day as date)
         and (:place = '' or place = :place) and (:fund = '' or fund = :fund)
       group by currency order by currency
    )sql",
       in(query.account, "account"), in(day, "day"), in(query.place, "place"),
       in(query.fund, "fund"), soci::into(code), soci::into(units));
  for (statement.execute(); statement.fetch();) {
    balances.push_back(Money::of_units(units, currency(code)));
  }
  return balances;
}

}  // namespace relief::storage
