#include "ledger/cases/open_place.h"

#include "ledger/aid/iban.h"
#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/openings.h"
#include "ledger/storage/organisations.h"

namespace relief {

Facts open_place(Work& work, const NewPlace& input) {
  const bool box = input.type == storage::PlaceType::box;
  require(box == input.organisation.has_value(), Errc::malformed,
          "a cash box, and only a cash box, belongs to an organisation");
  require(box == input.iban.empty(), Errc::malformed,
          "a bank account, and only a bank account, has an IBAN");
  require(input.opening.currency() == *input.currency && !input.opening.is_negative(),
          Errc::malformed, "a place opens with nothing or more, in its own currency");
  if (box) storage::find_organisation(work.tx(), *input.organisation);
  require(box || !storage::find_place_by_iban(work.tx(), input.iban), Errc::conflict,
          "this account is a place of the fund already");

  const storage::Place place{.id = work.new_id<PlaceId>(),
                             .type = input.type,
                             .currency = input.currency,
                             .organisation = input.organisation,
                             .name = input.name,
                             .iban = input.iban};
  nlohmann::json fields{{"place", place.id.text()},
                        {"type", storage::place_types.text(place.type)},
                        {"currency", place.currency->code},
                        {"opening", input.opening.units_text()}};
  if (place.organisation) fields["org"] = place.organisation->text();
  Commitment account;
  if (!box) {
    account = commit_to(place.iban, work.drawn_bytes());
    fields["account"] = to_base64url(account.value);
  }
  auto record = under_rule(work, "place", {.kind = "place.opened", .fields = fields});
  record.nature = Nature::fact;
  if (!input.opening.is_zero()) {
    const auto unknown = work.new_id<ReceiptId>();
    record.entry = Entry{.on = work.today(),
                         .lines = pair("1100", "2200", place.id.text(), unassigned_fund,
                                       unknown.text(), input.opening)};
  }
  const auto seq = work.append_signed(
      std::move(record), {.target = "new", .money = input.opening, .place = place.id.text()});
  storage::insert(work.tx(), place, seq);
  if (!box) storage::insert_account_key(work.tx(), place.id, account.key);
  return {{"id", place.id.text()}, {"seq", seq}};
}

}  // namespace relief
