#include <sstream>
#include <utility>

#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/evidence.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/announce_receipt.h"
#include "ledger/cases/cancel_remainder.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/return_receipt.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/reversals.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

/// A donor may stay unnamed in public; whether this one does is written to `anonymous`.
std::optional<Donor> donor_of(Fields& fields, bool& anonymous) {
  auto given = fields.optional_object("donor");
  if (!given) return std::nullopt;
  const auto kind = given->word("kind");
  require_field(donor_kinds.has(kind), "/donor/kind", "there is no such kind of donor");
  Donor donor{.name = given->text("name"), .kind = donor_kinds.value(kind)};
  anonymous = given->flag("anonymous", false);
  given->done();
  return donor;
}

Reply post_donation(const Call& call) {
  Fields fields{call.json};
  NewGift input{.donor = {},
                .anonymous = false,
                .source = fields.word("source"),
                .amount = fields.money("amount"),
                .received_on = fields.date("received_on"),
                .place = fields.id<PlaceId>("place"),
                .fund = fields.id<FundId>("fund"),
                .evidence = documents_of(fields)};
  input.donor = donor_of(fields, input.anonymous);
  require_field(input.donor.has_value(), "/donor", "a gift that is announced has a donor");
  fields.done();
  return commit_call(call, 201, [input](Work& work) { return announce_receipt(work, input); });
}

/// The kinds of the documents, which the gift's row has in one text.
nlohmann::json kinds_of(const storage::Gift& gift) {
  auto kinds = nlohmann::json::array();
  std::istringstream words{gift.evidence};
  for (std::string kind; words >> kind;) kinds.push_back({{"kind", kind}});
  return kinds;
}

nlohmann::json to_json(const storage::Gift& gift) {
  return {{"id", gift.id.text()},
          {"reference", gift.reference},
          {"source", gift.source},
          {"fund", gift.fund.text()},
          {"place", gift.place.text()},
          {"amount", to_json(gift.amount)},
          {"received_on", to_text(gift.received_on)},
          {"anonymous", gift.anonymous},
          {"evidence", kinds_of(gift)},
          {"seq", gift.seq}};
}

Reply get_donations(const Call& call) {
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    storage::GiftQuery query{
        .fund = fund_asked(tx, call), .place = place_asked(tx, call), .limit = page.limit};
    query.after = seq_after(
        page, [&](const std::string& id) { return storage::find_gift(tx, GiftId{id}).seq; });
    auto items = nlohmann::json::array();
    for (const auto& gift : storage::find_gifts(tx, query)) items.push_back(to_json(gift));
    return {.json = list_of(std::move(items), page)};
  });
}

Reply get_donation(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto gift = storage::find_gift(tx, GiftId{call.parts[0]});
    auto json = to_json(gift);
    const auto due = storage::find_item(tx, "1150", gift.id.text());
    json["outstanding"] = to_json(due ? due->amount : Money::zero(gift.amount.currency()));
    if (const auto reversal = storage::reversal_of(tx, gift.seq)) json["reversed_by"] = *reversal;
    const auto particulars = particulars_of(tx, call.context.secrets, gift.id);
    if (const auto& donor = particulars.donor) {
      json["donor"] = {{"name", donor->name}, {"kind", donor_kinds.text(donor->kind)}};
    }
    json["evidence"] = nlohmann::json::array();
    for (const auto& each : particulars.evidence) {
      json["evidence"].push_back(nlohmann::json::parse(canonical_text(each)));
    }
    return {.json = std::move(json)};
  });
}

Reply get_uses(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto gift = storage::find_gift(tx, GiftId{call.parts[0]});
    auto items = nlohmann::json::array();
    for (const auto& use : storage::uses_of(tx, gift.id)) {
      const bool paid = PaymentId::is_well_formed(use.item);
      items.push_back({{paid ? "payment" : "item", use.item}, {"amount", to_json(use.amount)}});
    }
    return {.json = list_of(std::move(items))};
  });
}

Reply get_receipts(const Call& call) {
  const auto state = asked_for(call, "state");
  require_field(state.empty() || state == "unknown", "/state",
                "only receipts whose state is unknown are listed here");
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto items = nlohmann::json::array();
    const storage::OpenItemQuery query{.account = "2200",
                                       .place = place_asked(tx, call),
                                       .after = page.after,
                                       .limit = page.limit};
    for (const auto& receipt : after_cursor(page, [&] { return storage::open_items(tx, query); })) {
      items.push_back({{"id", receipt.item},
                       {"place", receipt.place},
                       {"amount", to_json(-receipt.amount)},
                       {"received_on", to_text(receipt.since)}});
    }
    return {.json = list_of(std::move(items), page)};
  });
}

/// A gift that nobody announced: amount, place and day are the receipt's.
NewGift unannounced_gift(Fields& fields) {
  NewGift gift{.donor = {},
               .anonymous = false,
               .source = fields.word("source"),
               .amount = Money::zero(currencies.front()),
               .received_on = {},
               .place = PlaceId{""},
               .fund = fields.id<FundId>("fund"),
               .evidence = documents_of(fields)};
  gift.donor = donor_of(fields, gift.anonymous);
  return gift;
}

decltype(Identification::as) identity_of(Fields& fields) {
  const auto as = fields.word("as");
  if (as == "donation") return unannounced_gift(fields);
  if (as == "announced") return fields.id<GiftId>("gift");
  if (as == "return") return fields.id<PaymentId>("payment");
  if (as == "transfer") return fields.id<TransferId>("transfer");
  require_field(as == "claim", "/as", "a receipt isn't identified as this");
  return fields.id<ClaimId>("claim");
}

Decide decide_identification(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const Identification input{.receipt = ReceiptId::parse(target),
                             .amount = fields.optional_money("amount"),
                             .as = identity_of(fields)};
  fields.done();
  return [input](Work& work) { return identify_receipt(work, input); };
}

Decide decide_return(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto id = ReceiptId::parse(target);
  return [id](Work& work) { return return_receipt(work, id); };
}

Decide decide_remainder(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  return [target](Work& work) { return cancel_remainder(work, target); };
}

Reply post_identification(const Call& call) {
  return act(call, "receipt.identified", call.parts[0]);
}
Reply post_return(const Call& call) { return act(call, "receipt.returned", call.parts[0]); }
Reply post_remainder(const Call& call) { return act(call, "remainder.cancelled", call.parts[0]); }

constexpr Callers who_see_donors{Role::administrator, Role::auditor};

}  // namespace

std::vector<Route> gifts_routes() {
  return {
      {"GET", "/v1/donations", fund_people, get_donations},
      {"POST", "/v1/donations", administrators, post_donation, Body::json, true},
      {"GET", "/v1/donations/{}", who_see_donors, get_donation},
      {"GET", "/v1/donations/{}/uses", fund_people, get_uses},
      {"GET", "/v1/receipts", fund_people, get_receipts},
      {"POST", "/v1/receipts/{}/identification", signers, post_identification, Body::json, true},
      {"POST", "/v1/receipts/{}/return", signers, post_return, Body::json, true},
      {"POST", "/v1/remainders/{}/cancellation", signers, post_remainder, Body::json, true},
  };
}

std::vector<SignedAct> gifts_acts() {
  return {
      {"receipt.identified", "receipt_identified", signers, decide_identification},
      {"receipt.returned", "receipt_returned", signers, decide_return},
      {"remainder.cancelled", "remainder", signers, decide_remainder},
  };
}

}  // namespace relief::api
