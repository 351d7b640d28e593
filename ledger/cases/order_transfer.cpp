#include "ledger/cases/order_transfer.h"

#include <utility>

#include "ledger/aid/reference.h"
#include "ledger/base/at_field.h"
#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/openings.h"
#include "ledger/storage/transfers.h"

namespace relief {
namespace {

void require_possible(Work& work, const NewTransfer& input) {
  const auto refuse = [](const char* pointer, const char* sentence) {
    throw Error{Errc::refused, sentence}.at(pointer);
  };
  const auto& from =
      at_field("/from/place", [&]() -> const storage::Place& { return work.place(input.from); });
  const auto& to =
      at_field("/to/place", [&]() -> const storage::Place& { return work.place(input.to); });
  at_field("/from/fund", [&]() -> const storage::Fund& { return work.fund(input.fund); });
  if (from.id == to.id) refuse("/to/place", "a transfer leads to another place");
  const auto& moved = input.amount.currency();
  if (!(*from.currency == moved && *to.currency == moved)) {
    refuse("/amount/currency", "both places of a transfer hold the currency of its amount");
  }
  const auto available =
      work.books().available(input.fund.text(), input.from.text(), input.amount.currency());
  if (available < input.amount) {
    refuse("/amount/amount", "the fund has too little available at this place");
  }
}

}  // namespace

Facts order_transfer(Work& work, const NewTransfer& input) {
  require_possible(work, input);

  const storage::Transfer transfer{.id = work.new_id<TransferId>(),
                                   .fund = input.fund,
                                   .from = input.from,
                                   .to = input.to,
                                   .amount = input.amount,
                                   .reference = make_reference(work.next_bytes()),
                                   .ordered_at = work.now(),
                                   .seq = work.next_seq()};
  const auto reference = commit_to(transfer.reference, work.drawn_bytes());
  auto record = under_rule(work, "transfer",
                           {.kind = "transfer.ordered",
                            .fields = {{"transfer", transfer.id.text()},
                                       {"fund", transfer.fund.text()},
                                       {"place", transfer.from.text()},
                                       {"to_place", transfer.to.text()},
                                       {"reference", to_base64url(reference.value)},
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
  storage::insert_reference_key(work.tx(), transfer.id.text(), transfer.reference, reference.key);
  return {{"id", transfer.id.text()}, {"reference", transfer.reference}, {"seq", seq}};
}

}  // namespace relief
