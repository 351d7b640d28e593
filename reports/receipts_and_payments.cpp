#include <map>

#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {

using storage::in;

/// What moved at the fund's places in the span, by what it was for: the cash-basis statement.
/// Money that arrives against an announcement or leaves against an order takes its class from what
/// was announced or ordered, through the item; own transfers are left out.
Table receipts_and_payments(storage::Transaction& tx, const Parameters& parameters) {
  const auto from = to_text(parameters.from.value_or(parse_date("1900-01-01")));
  const auto last = to_text(parameters.last());
  std::string code, in_currency, received, paid;
  soci::statement statement = (tx.sql().prepare << R"sql(
      with moved as (
        select cash.currency, cash.amount,
               case when other.account in ('1150', '2110') then coalesce(class.account, other.account)
                    else other.account end as class
          from posting cash
          join posting other on other.seq = cash.seq and other.fund = cash.fund
                            and other.item = cash.item and other.amount = - cash.amount
                            and other.account <> '1100'
          left join lateral (
            select account from posting
             where posting.item = cash.item and posting.account between '4000' and '5999'
             order by seq limit 1) class on true
         where cash.account = '1100'
           and cash.effective_on between cast(:from as date) and cast(:last as date)
           and (:fund = '' or cash.fund = :fund) and (:place = '' or cash.place = :place)
           and not exists (
             select from posting own where own.item = cash.item and own.account = '1160'))
      select class, currency,
             sum(case when class like '5%' or class in ('1200') then 0 else amount end)::text,
             sum(case when class like '5%' or class in ('1200') then - amount else 0 end)::text
        from moved
       group by class, currency
      having sum(amount) <> 0
       order by currency, class
    )sql",
                               in(from, "from"), in(last, "last"), in(parameters.fund, "fund"),
                               in(parameters.place, "place"), soci::into(code),
                               soci::into(in_currency), soci::into(received), soci::into(paid));
  Table table;
  table.columns = {{"class", in_language(parameters, "Sinif", "Class")},
                   {"name", in_language(parameters, "Adı", "Name")},
                   {"currency", in_language(parameters, "Valyuta", "Currency")},
                   {"receipts", in_language(parameters, "Daxilolma", "Receipts")},
                   {"payments", in_language(parameters, "Ödəniş", "Payments")}};
  struct Sums {
    Money received, paid;
  };
  std::map<std::string, Sums> totals;
  for (statement.execute(); statement.fetch();) {
    const auto& of = currency(in_currency);
    const Sums sums{Money::of_units(received, of), Money::of_units(paid, of)};
    auto& total =
        totals.try_emplace(in_currency, Sums{Money::zero(of), Money::zero(of)}).first->second;
    total.received += sums.received;
    total.paid += sums.paid;
    table.rows.push_back({code, name_of(parameters, account(code)), in_currency,
                          sums.received.is_zero() ? Cell{std::string{}} : Cell{sums.received},
                          sums.paid.is_zero() ? Cell{std::string{}} : Cell{sums.paid}});
  }
  for (const auto& [of, sums] : totals) {
    table.totals.push_back(
        {std::string{}, in_language(parameters, "Cəmi", "Total"), of, sums.received, sums.paid});
  }
  return table;
}

}  // namespace relief::reports
