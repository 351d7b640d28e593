#include "ledger/storage/account_balance.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<Money> account_balances(Transaction& tx, const BalanceQuery& query) {
  const auto day = to_text(query.as_of);
  const auto moment = query.booked_by ? to_text(*query.booked_by) : std::string{};
  std::string code, units;
  std::vector<Money> balances;
  // Neither sum grows with the number of postings.
  constexpr auto by_day = R"sql(
      select currency, sum(amount)::text from balances_by(cast(:as_of as date))
       where account = :account
         and (:place = '' or place = :place) and (:fund = '' or fund = :fund)
       group by currency order by currency
    )sql";
  constexpr auto by_moment = R"sql(
      select currency, sum(amount)::text from balances_when(size_at(cast(:as_of as timestamptz)))
       where account = :account
         and (:place = '' or place = :place) and (:fund = '' or fund = :fund)
       group by currency order by currency
    )sql";
  soci::statement statement =
      (tx.sql().prepare << (query.booked_by ? by_moment : by_day),
       in(query.booked_by ? moment : day, "as_of"), in(query.account, "account"),
       in(query.place, "place"), in(query.fund, "fund"), soci::into(code), soci::into(units));
  for (statement.execute(); statement.fetch();) {
    balances.push_back(Money::of_units(units, currency(code)));
  }
  return balances;
}

}  // namespace relief::storage
