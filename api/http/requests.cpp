#include <utility>

#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/evidence.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/base/at_field.h"
#include "ledger/base/text.h"
#include "ledger/cases/allocate_request.h"
#include "ledger/cases/amend_request.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/file_request.h"
#include "ledger/cases/scope.h"
#include "ledger/cases/view_request.h"
#include "ledger/cases/withdraw_request.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

constexpr std::size_t longest_reason = 1000;

RequestId request_of(const Call& call) { return RequestId{call.parts[0]}; }

/// What was recovered may well be nothing yet, so here zero is an amount.
std::optional<Money> recovered_of(Fields& fields) {
  auto given = fields.optional_object("recovered");
  if (!given) return std::nullopt;
  const auto amount = given->text("amount", 40);
  const auto code = given->text("currency", 3);
  given->done();
  const auto money = at_field("/recovered", [&] { return Money::parse(amount, currency(code)); });
  require_field(!money.is_negative(), "/recovered", "what was recovered isn't below zero");
  return money;
}

Asked asked_of(Fields& fields) {
  Asked asked{.amount = fields.optional_money("amount"),
              .award = fields.optional_money("award"),
              .recovered = recovered_of(fields),
              .payout = {},
              .evidence = documents_of(fields),
              .reason = fields.optional_text("reason", longest_reason),
              .reason_code = fields.optional_word("reason_code"),
              .allocation = {}};
  if (fields.has("payout")) asked.payout = parse_payout(fields.value("payout"), "/payout");
  return asked;
}

nlohmann::json to_json(const Actor& actor, const storage::Request& request) {
  nlohmann::json json{{"id", request.id.text()},
                      {"version", request.version},
                      {"case", request.relief_case.text()},
                      {"organisation", request.organisation.text()},
                      {"kind", request.purpose},
                      {"amount", to_json(request.amount)},
                      {"method", payout_methods.text(request.method)},
                      {"status", request_statuses.text(request.status)},
                      {"waits_for", storage::waits.text(request.waits_for)},
                      {"filed_at", to_text(request.filed_at)},
                      {"changed_at", to_text(request.changed_at)}};
  if (request.award) json["award"] = to_json(*request.award);
  if (request.recovered) json["recovered"] = to_json(*request.recovered);
  if (actor.role == Role::shelter) return json;
  json["fund"] = request.fund.text();
  json["place"] = request.place.text();
  json["payout"] = request.payout;
  json["digest"] = to_base64url(as_bytes(request.digest));
  json["filed_by"] = request.filed_by.text();
  json["seq"] = request.seq;
  if (request.recognition) json["recognition"] = request.recognition->text();
  return json;
}

nlohmann::json to_json(const Actor& actor, const TimelineRow& row) {
  nlohmann::json json{{"event", storage::request_events.text(row.step.event)},
                      {"version", row.step.version},
                      {"at", to_text(row.step.at)},
                      {"days", row.days}};
  if (!row.reason_code.empty()) json["reason_code"] = row.reason_code;
  if (actor.role == Role::shelter) return json;
  json["by"] = row.step.by;
  json["seq"] = row.step.seq;
  return json;
}

/// How many are served before it, who is next, and for how much: of all shelters, so that it is
/// told to the fund's people only.
nlohmann::json queue_of(const std::vector<storage::Request>& ahead) {
  nlohmann::json json{{"ahead", ahead.size()}};
  if (ahead.empty()) return json;
  auto sum = Money::zero(ahead.front().amount.currency());
  for (const auto& each : ahead) sum += each.amount;
  json["next"] = ahead.front().id.text();
  json["amount"] = to_json(sum);
  return json;
}

Reply post_request(const Call& call) {
  Fields fields{call.json};
  NewRequest input{.relief_case = fields.id<CaseId>("case"),
                   .purpose = fields.word("kind"),
                   .asked = asked_of(fields)};
  fields.done();
  return commit_call(call, 201, [input](Work& work) { return file_request(work, input); });
}

Reply get_requests(const Call& call) {
  const auto page = page_of(call);
  storage::RequestQuery query{.relief_case = asked_for(call, "case"),
                              .organisation = {},
                              .status = word_asked(call, request_statuses, "status"),
                              .purpose = asked_for(call, "kind"),
                              .limit = page.limit};
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    query.organisation = organisation_asked(tx, call);
    require_found(query.relief_case, "/case",
                  [&](const std::string& id) { case_for(tx, call.actor, CaseId{id}); });
    query.after = seq_after(page, [&](const std::string& id) {
      return request_for(tx, call.actor, RequestId{id}).seq;
    });
    auto items = nlohmann::json::array();
    for (const auto& each : storage::find_requests(tx, query)) {
      items.push_back(to_json(call.actor, each));
    }
    // What an older rulebook knew is found under its kind; what no rulebook knew is a misspelling.
    const auto rules = call.context.rulebooks.in_force(tx);
    require_field(query.purpose.empty() || !items.empty() || query.after != 0 ||
                      rules->rules.purposes.contains(query.purpose),
                  "/kind", "the rulebook names no such purpose");
    return {.json = list_of(std::move(items), page)};
  });
}

Reply get_request(const Call& call) {
  const auto view = call.context.database.read([&](storage::Transaction& tx) {
    const auto rules = call.context.rulebooks.in_force(tx);
    return view_request(tx, rules->rules, call.actor, request_of(call),
                        day_in_baku(call.context.clock()));
  });
  auto json = to_json(call.actor, view.request);
  json["approvals_missing"] = view.approvals_missing;
  json["amount_assumed"] = view.assumed;
  if (!view.clause.empty()) json["clause"] = view.clause;
  if (view.recognised_on) json["recognised_on"] = to_text(*view.recognised_on);
  if (view.ahead && call.actor.role != Role::shelter) json["queue"] = queue_of(*view.ahead);
  json["timeline"] = nlohmann::json::array();
  for (const auto& row : view.timeline) json["timeline"].push_back(to_json(call.actor, row));
  return {.json = std::move(json)};
}

Reply post_withdrawal(const Call& call) {
  Fields fields{call.json};
  const auto code = fields.optional_word("reason_code").value_or("unstated");
  fields.done();
  return commit_call(call, 201, [id = request_of(call), code](Work& work) {
    return withdraw_request(work, id, code);
  });
}

Reply post_answer(const Call& call) {
  Fields fields{call.json};
  Asked asked{.evidence = documents_of(fields), .reason_code = fields.optional_word("reason_code")};
  fields.done();
  return commit_call(call, 201, [id = request_of(call), asked](Work& work) {
    return answer_request(work, id, asked);
  });
}

Reply post_amendment(const Call& call) {
  Fields fields{call.json};
  auto asked = asked_of(fields);
  if (fields.has("fund") || fields.has("place")) {
    asked.allocation =
        Allocation{.fund = fields.id<FundId>("fund"), .place = fields.id<PlaceId>("place")};
  }
  fields.done();
  return commit_call(call, 201, [id = request_of(call), asked](Work& work) {
    return amend_request(work, id, asked);
  });
}

Reply post_allocation(const Call& call) {
  Fields fields{call.json};
  const Allocation allocation{.fund = fields.id<FundId>("fund"),
                              .place = fields.id<PlaceId>("place")};
  fields.done();
  return commit_call(call, 201, [id = request_of(call), allocation](Work& work) {
    return allocate_request(work, id, allocation);
  });
}

/// The act that a body names, or else the one that its statement was made for.
std::string act_named(const nlohmann::json& body) {
  if (!body.is_object()) return {};
  if (body.contains("act") && body["act"].is_string()) return body["act"].get<std::string>();
  if (!body.contains("statement") || !body["statement"].is_string()) return {};
  const auto statement =
      nlohmann::json::parse(body["statement"].get_ref<const std::string&>(), nullptr, false);
  if (!statement.is_object() || !statement.contains("act")) return {};
  return statement["act"].is_string() ? statement["act"].get<std::string>() : std::string{};
}

Reply post_decision(const Call& call) {
  const auto named = act_named(call.json);
  require_field(named == "request.approved" || named == "request.rejected", "/act",
                "a request is approved or rejected");
  return act(call, named, call.parts[0]);
}

Decide decide_approval(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  fields.optional_text("act");
  fields.done();
  return [id = RequestId{target}](Work& work) { return approve_request(work, id); };
}

Decide decide_rejection(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  fields.optional_text("act");
  const auto code = fields.word("reason_code");
  fields.done();
  return [id = RequestId{target}, code](Work& work) { return reject_request(work, id, code); };
}

constexpr Callers amenders{Role::shelter, Role::administrator};
constexpr Callers request_readers{Role::shelter, Role::administrator, Role::approver,
                                  Role::treasurer, Role::auditor};

}  // namespace

std::vector<Route> requests_routes() {
  return {
      {"POST", "/v1/requests", shelters, post_request, Body::json, true},
      {"GET", "/v1/requests", request_readers, get_requests},
      {"GET", "/v1/requests/{}", request_readers, get_request},
      {"POST", "/v1/requests/{}/withdrawal", shelters, post_withdrawal, Body::json, true},
      {"POST", "/v1/requests/{}/answer", shelters, post_answer, Body::json, true},
      {"POST", "/v1/requests/{}/amendment", amenders, post_amendment, Body::json, true},
      {"POST", "/v1/requests/{}/allocation", administrators, post_allocation, Body::json, true},
      {"POST", "/v1/requests/{}/decisions", approvers, post_decision, Body::json, true},
  };
}

std::vector<SignedAct> requests_acts() {
  return {
      {"request.approved", "", approvers, decide_approval},
      {"request.rejected", "", approvers, decide_rejection},
  };
}

}  // namespace relief::api
