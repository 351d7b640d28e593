#include "ledger/storage/positions.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<PositionView> positions(Transaction& tx, const std::string& fund) {
  std::string of, place, code, balance, reserved, available;
  std::vector<PositionView> views;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select position.fund, position.place, place.currency,
             coalesce(held.amount, 0)::text, (- coalesce(reserve.amount, 0))::text,
             position.available::text
        from position
        join place on place.id = position.place
        left join balance held
               on held.account = '1100' and held.place = position.place
              and held.fund = position.fund and held.currency = place.currency
        left join balance reserve
               on reserve.account = '9200' and reserve.place = position.place
              and reserve.fund = position.fund and reserve.currency = place.currency
       where :fund = '' or position.fund = :fund
       order by place.seq, position.fund
    )sql",
       in(fund, "fund"), soci::into(of), soci::into(place), soci::into(code), soci::into(balance),
       soci::into(reserved), soci::into(available));
  for (statement.execute(); statement.fetch();) {
    const auto& in_currency = currency(code);
    views.push_back({.fund = of,
                     .place = place,
                     .balance = Money::of_units(balance, in_currency),
                     .reserved = Money::of_units(reserved, in_currency),
                     .available = Money::of_units(available, in_currency)});
  }
  return views;
}

}  // namespace relief::storage
