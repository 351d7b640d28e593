#include "ledger/storage/balance_days.h"

#include <algorithm>
#include <iterator>

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

constexpr std::ptrdiff_t rows_max = 10'000;  // Of one statement.

void flush_rows(Transaction& tx, DaySums::const_iterator first, DaySums::const_iterator last) {
  Array day, account, place, fund, currency, amount;
  for (; first != last; ++first) {
    const auto& [on, key] = first->first;
    day.add(to_text(on));
    account.add(key.account);
    place.add(key.place);
    fund.add(key.fund);
    currency.add(key.currency);
    amount.add(first->second.str());
  }
  tx.change() << R"sql(
      with moved (day, account, place, fund, currency, amount) as (
        select * from unnest(cast(:day as date[]), cast(:account as text[]),
                             cast(:place as text[]), cast(:fund as text[]),
                             cast(:currency as text[]), cast(:amount as numeric[]))),
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
    )sql",
      in(day.text(), "day"), in(account.text(), "account"), in(place.text(), "place"),
      in(fund.text(), "fund"), in(currency.text(), "currency"), in(amount.text(), "amount");
}

}  // namespace

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

void flush_days(Transaction& tx, const DaySums& sums) {
  for (auto first = sums.begin(); first != sums.end();) {
    const auto last = std::next(first, std::min(rows_max, std::distance(first, sums.end())));
    flush_rows(tx, first, last);
    first = last;
  }
}

}  // namespace relief::storage
