#include "ledger/storage/balance_days.h"

#include <algorithm>
#include <iterator>

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

void add(DaySums& sums, const std::vector<Posting>& postings) {
  for (const auto& posting : postings) {
    const auto& line = posting.line;
    sums[{posting.on,
          {.account = line.account,
           .place = line.place,
           .fund = line.fund,
           .currency = std::string{line.amount.currency().code}}}] += line.amount.units();
  }
}

void add_days(Transaction& tx, const DaySums& sums) {
  static constexpr RowInsert rows{R"sql(
      with moved (day, account, place, fund, currency, amount) as (
        select * from unnest(cast($1 as date[]), cast($2 as text[]), cast($3 as text[]),
                             cast($4 as text[]), cast($5 as text[]), cast($6 as numeric[]))),
      days as (
        insert into balance_day as stored
        select day, account, place, fund, currency, amount from moved
        on conflict (day, account, place, fund, currency) do update
           set amount = stored.amount + excluded.amount),
      months as (
        insert into balance_month as stored
        select cast(date_trunc('month', day) as date), account, place, fund, currency, sum(amount)
          from moved group by 1, account, place, fund, currency
        on conflict (day, account, place, fund, currency) do update
           set amount = stored.amount + excluded.amount)
      insert into balance_year as stored
      select cast(date_trunc('year', day) as date), account, place, fund, currency, sum(amount)
        from moved group by 1, account, place, fund, currency
      on conflict (day, account, place, fund, currency) do update
         set amount = stored.amount + excluded.amount
    )sql"};
  for (const auto& [where, amount] : sums) {
    const auto& [on, key] = where;
    tx.add(rows, {to_text(on), key.account, key.place, key.fund, key.currency, amount.str()});
  }
}

}  // namespace relief::storage
