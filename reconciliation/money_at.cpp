#include "reconciliation/money_at.h"

#include "ledger/storage/account_balance.h"

namespace relief::reconciliation {

Money money_at(storage::Transaction& tx, const storage::Place& place, std::optional<Date> by) {
  constexpr Date last_day{std::chrono::year{9999} / std::chrono::December / 31};
  const auto held = storage::account_balances(
      tx,
      {.account = "1100", .place = place.id.text(), .fund = {}, .as_of = by.value_or(last_day)});
  return held.empty() ? Money::zero(*place.currency) : held.front();
}

}  // namespace relief::reconciliation
