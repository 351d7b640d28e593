#include "ledger/storage/positions.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<PositionView> positions(Transaction& tx, const std::string& fund) {
  std::string of, place, code, balance, reserved, ordered, owed, available;
  std::vector<PositionView> views;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select position.fund, position.place, place.currency,
             coalesce(sums.held, 0)::text, (- coalesce(sums.reserved, 0))::text,
             (- coalesce(sums.ordered, 0))::text, (- coalesce(sums.owed, 0))::text,
             position.available::text
        from position
        join place on place.id = position.place
       cross join lateral (
         select sum(amount) filter (where account = '1100') as held,
                sum(amount) filter (where account = '9200') as reserved,
                sum(amount) filter (where account = '2110') as ordered,
                sum(amount) filter (where account in ('2100', '2300')) as owed
           from balance
          where account in ('1100', '2100', '2110', '2300', '9200')
            and balance.place = position.place and balance.fund = position.fund
            and balance.currency = place.currency) sums
       where :fund = '' or position.fund = :fund
       order by place.seq, position.fund
    )sql",
       in(fund, "fund"), soci::into(of), soci::into(place), soci::into(code), soci::into(balance),
       soci::into(reserved), soci::into(ordered), soci::into(owed), soci::into(available));
  for (statement.execute(); statement.fetch();) {
    const auto& in_currency = currency(code);
    views.push_back({.fund = of,
                     .place = place,
                     .balance = Money::of_units(balance, in_currency),
                     .reserved = Money::of_units(reserved, in_currency),
                     .ordered = Money::of_units(ordered, in_currency),
                     .owed = Money::of_units(owed, in_currency),
                     .available = Money::of_units(available, in_currency)});
  }
  return views;
}

}  // namespace relief::storage
