#include "ledger/cases/announce_receipt.h"

#include <utility>

#include "ledger/base/text.h"
#include "ledger/cases/close_period.h"

namespace relief {
namespace {

/// A day further back is a slip of the pen: what was before the books has a door of its own.
constexpr std::chrono::days furthest_receipt{3653};

}  // namespace

Facts announce_receipt(Work& work, const NewGift& input) {
  require_below(ceiling_of_source(work.rulebook(), input.source), input.amount, "/amount/amount");
  require_field(input.received_on >= work.today() - furthest_receipt, "/received_on",
                "this day is more than ten years ago");
  auto next = next_gift(work, input);
  const auto gift = next.gift;
  work.books().begin_item({.account = "1150", .place = gift.place.text(), .item = gift.id.text()});
  const auto seq =
      work.append({.kind = "receipt.announced",
                   .fields = {{"gift", gift.id.text()},
                              {"donor", gift.donor.text()},
                              {"source", gift.source},
                              {"fund", gift.fund.text()},
                              {"place", gift.place.text()},
                              {"money", gift.amount.units_text()},
                              {"currency", gift.amount.currency().code},
                              {"date", to_text(gift.received_on)},
                              {"reference", to_base64url(next.reference.value)},
                              {"evidence", evidence_fields(next)}},
                   .entry = Entry{.on = open_day(work, gift.received_on),
                                  .lines = pair("1150", next.income_account, gift.place.text(),
                                                gift.fund.text(), gift.id.text(), gift.amount)},
                   .rulebook = work.rulebook_version(),
                   .clause = work.rulebook().source(gift.source).clause});
  insert_gift(work, std::move(next), seq);
  return {{"id", gift.id.text()}, {"reference", gift.reference}, {"seq", seq}};
}

}  // namespace relief
