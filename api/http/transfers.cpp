#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/nouns.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/cases/reverse_entry.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

constexpr std::size_t longest_seq = 15;

Decide decide_transfer(const std::string&, const nlohmann::json& json) {
  Fields fields{json};
  auto from = fields.object("from");
  auto to = fields.object("to");
  const NewTransfer input{.fund = from.id<FundId>("fund"),
                          .from = from.id<PlaceId>("place"),
                          .to = to.id<PlaceId>("place"),
                          .amount = fields.money("amount")};
  const auto into = to.optional_id<FundId>("fund");
  require_field(!into || *into == input.fund, "/to/fund",
                "a transfer between places stays within its fund");
  from.done();
  to.done();
  fields.done();
  return [input](Work& work) { return order_transfer(work, input); };
}

Decide decide_reversal(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  require(!target.empty() && target.size() <= longest_seq &&
              target.find_first_not_of("0123456789") == std::string::npos &&
              (target.size() == 1 || target.front() != '0'),
          Errc::not_found, "there is no such entry");
  const auto reversed = std::stoull(target);
  return [reversed](Work& work) { return reverse_entry(work, reversed); };
}

Reply post_transfer(const Call& call) { return act(call, "transfer.ordered", "new"); }
Reply post_reversal(const Call& call) { return act(call, "entry.reversed", call.parts[0]); }

}  // namespace

std::vector<Route> transfers_routes() {
  return {
      {"POST", "/v1/transfers", signers, post_transfer, Body::json, true},
      {"POST", "/v1/entries/{}/reversal", signers, post_reversal, Body::json, true},
  };
}

std::vector<SignedAct> transfers_acts() {
  return {
      {"transfer.ordered", "transfer", signers, decide_transfer},
      {"entry.reversed", "reversal", signers, decide_reversal},
  };
}

}  // namespace relief::api
