#include <utility>

#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/explain_claim.h"
#include "ledger/cases/write_off_claim.h"
#include "reconciliation/claims.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

nlohmann::json to_json(const storage::OpenItem& claim, const reconciliation::ClaimOrigin& origin) {
  nlohmann::json json{{"id", claim.item},
                      {"place", claim.place},
                      {"amount", to_json(claim.amount)},
                      {"since", to_text(claim.since)}};
  if (origin.statement) json["statement"] = origin.statement->text();
  if (origin.line) json["line"] = *origin.line;
  if (origin.exception) json["exception"] = origin.exception->text();
  if (!origin.code.empty()) json["code"] = origin.code;
  if (!origin.orders.empty()) json["orders"] = origin.orders;
  return json;
}

Reply get_claims(const Call& call) {
  const auto state = asked_for(call, "state");
  require_field(state.empty() || state == "open", "/state",
                "only claims whose state is open are listed here");
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto items = nlohmann::json::array();
    const storage::OpenItemQuery query{.account = "1200",
                                       .place = place_asked(tx, call),
                                       .after = page.after,
                                       .limit = page.limit};
    for (const auto& claim : after_cursor(page, [&] { return storage::open_items(tx, query); })) {
      items.push_back(to_json(claim, reconciliation::origin_of(tx, claim)));
    }
    return {.json = list_of(std::move(items), page)};
  });
}

Decide decide_write_off(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const WriteOff input{.claim = ClaimId::parse(target),
                       .fund = fields.id<FundId>("fund"),
                       .amount = fields.optional_money("amount")};
  fields.done();
  return [input](Work& work) { return write_off_claim(work, input); };
}

decltype(Explanation::as) meaning_of(Fields& fields) {
  const auto as = fields.word("as");
  if (as == "payment") return fields.id<PaymentId>("payment");
  if (as == "transfer") return fields.id<TransferId>("transfer");
  if (as == "return") return fields.id<ReceiptId>("receipt");
  require_field(as == "charge", "/as", "a debit isn't explained as this");
  return BankCharge{};
}

Decide decide_explanation(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const Explanation input{.claim = ClaimId::parse(target),
                          .amount = fields.optional_money("amount"),
                          .as = meaning_of(fields)};
  fields.done();
  return [input](Work& work) { return explain_claim(work, input); };
}

Reply post_write_off(const Call& call) { return act(call, "claim.written_off", call.parts[0]); }
Reply post_explanation(const Call& call) { return act(call, "claim.explained", call.parts[0]); }

}  // namespace

std::vector<Route> claims_routes() {
  return {
      {"GET", "/v1/claims", fund_people, get_claims},
      {"POST", "/v1/claims/{}/explanation", signers, post_explanation, Body::json, true},
      {"POST", "/v1/claims/{}/write-off", signers, post_write_off, Body::json, true},
  };
}

std::vector<SignedAct> claims_acts() {
  return {
      {"claim.explained", "claim_explained", signers, decide_explanation},
      {"claim.written_off", "write_off", signers, decide_write_off},
  };
}

}  // namespace relief::api
