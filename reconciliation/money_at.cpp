#include "reconciliation/money_at.h"

#include "ledger/storage/bind.h"

namespace relief::reconciliation {

Money money_at(storage::Transaction& tx, const storage::Place& place, std::optional<Date> by) {
  const auto at = place.id.text();
  const auto day = by ? to_text(*by) : std::string{"9999-12-31"};
  std::string units;
  tx.sql() << R"sql(
      select coalesce(sum(amount), 0)::text from posting
       where account = '1100' and place = :place and effective_on <= cast(:day as date)
    )sql",
      storage::in(at, "place"), storage::in(day, "day"), soci::into(units);
  return Money::of_units(units, *place.currency);
}

}  // namespace relief::reconciliation
