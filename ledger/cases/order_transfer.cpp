#include "ledger/cases/order_transfer.h"

#include <utility>

#include "ledger/aid/reference.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"
#include "ledger/storage/transfers.h"

namespace relief {

Facts order_transfer(Work& work, const NewTransfer& input) {
  const auto from = storage::find_place(work.tx(), input.from);
  const auto to = storage::find_place(work.tx(), input.to);
  storage::find_fund(work.tx(), input.fund);
  require(from.id != to.id, Errc::refused, "a transfer leads to another place");
  require(*from.currency == *to.currency && *from.currency == input.amount.currency(),
          Errc::refused, "both places of a transfer hold the currency of its amount");

  const storage::Transfer transfer{.id = work.new_id<TransferId>(),
                                   .fund = input.fund,
                                   .from = input.from,
                                   .to = input.to,
                                   .amount = input.amount,
                                   .reference = make_reference(work.next_bytes()),
                                   .ordered_at = work.now(),
                                   .seq = work.next_seq()};
  auto record = under_rule(work, "transfer",
                           {.kind = "transfer.ordered",
                            .fields = {{"transfer", transfer.id.text()},
                                       {"fund", transfer.fund.text()},
                                       {"place", transfer.from.text()},
                                       {"to_place", transfer.to.text()},
                                       {"money", transfer.amount.units_text()},
                                       {"currency", transfer.amount.currency().code}}});
  record.entry = Entry{.on = work.today(),
                       .lines = pair("1160", "2110", transfer.from.text(), transfer.fund.text(),
                                     transfer.id.text(), transfer.amount)};
  const auto seq = work.append_signed(std::move(record), {.target = "new",
                                                          .money = transfer.amount,
                                                          .fund = transfer.fund.text(),
                                                          .place = transfer.from.text()});
  storage::insert(work.tx(), transfer);
  return {{"id", transfer.id.text()}, {"reference", transfer.reference}, {"seq", seq}};
}

}  // namespace relief
