#include "ledger/cases/return_receipt.h"

#include <utility>

#include "ledger/cases/under_rule.h"
#include "ledger/storage/open_items.h"

namespace relief {

Facts return_receipt(Work& work, const ReceiptId& id) {
  const auto item = storage::find_item(work.tx(), "2200", id.text());
  require(item.has_value(), Errc::not_found, "there is no such receipt");
  const auto left = -work.books().item("2200", item->place, id.text(), item->amount.currency());
  require(!left.is_zero(), Errc::conflict, "nothing of this receipt is unknown any more");
  auto record = under_rule(work, "receipt_returned",
                           {.kind = "receipt.returned",
                            .fields = {{"receipt", id.text()},
                                       {"money", left.units_text()},
                                       {"currency", left.currency().code}}});
  record.entry =
      Entry{.on = work.today(),
            .lines = pair("2200", "2110", item->place, unassigned_fund, id.text(), left)};
  const auto seq = work.append_signed(std::move(record), {.target = id.text(),
                                                          .money = left,
                                                          .fund = std::string{unassigned_fund},
                                                          .place = item->place});
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief
