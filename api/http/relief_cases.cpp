#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/open_case.h"
#include "ledger/cases/read_identity.h"
#include "ledger/cases/recognise_case.h"
#include "ledger/cases/review_case.h"
#include "ledger/cases/scope.h"
#include "ledger/cases/transfer_case.h"
#include "ledger/cases/view_request.h"

namespace relief::api {
namespace {

using storage::Review;

constexpr std::size_t longest_case_reason = 500;

CaseId case_of(const Call& call) { return CaseId{call.parts[0]}; }

/// What a shelter sees of a review: a case that was stopped looks like one that is being checked.
std::string_view shown_status(const Actor& actor, const storage::ReliefCase& relief_case) {
  if (relief_case.review == Review::released) return case_statuses.text(relief_case.status);
  const bool hidden = actor.role == Role::shelter;
  return storage::reviews.text(hidden ? Review::being_checked : relief_case.review);
}

std::string_view case_waits_for(const storage::ReliefCase& relief_case) {
  if (relief_case.review == Review::being_checked) return "check";
  if (relief_case.review == Review::stopped) return "fund";
  return relief_case.status == CaseStatus::presumed ? "recognition" : "";
}

nlohmann::json to_json(const Actor& actor, const storage::ReliefCase& relief_case) {
  nlohmann::json json{{"id", relief_case.id.text()},
                      {"status", shown_status(actor, relief_case)},
                      {"person", case_statuses.text(relief_case.status)},
                      {"waits_for", case_waits_for(relief_case)},
                      {"organisation", relief_case.organisation.text()},
                      {"referral", storage::referrals.text(relief_case.referral)},
                      {"opened_at", to_text(relief_case.opened_at)}};
  if (relief_case.recognised_on) json["recognised_on"] = to_text(*relief_case.recognised_on);
  if (relief_case.group) json["group"] = *relief_case.group;
  if (actor.role == Role::shelter) return json;
  json["opened_by"] = relief_case.opened_by.text();
  json["seq"] = relief_case.seq;
  if (relief_case.recognition) json["recognition"] = relief_case.recognition->text();
  return json;
}

Recognition recognition_of(Fields fields) {
  Recognition recognition{.number = fields.text("number", 100),
                          .date = fields.date("date"),
                          .body = fields.text("body")};
  fields.done();
  return recognition;
}

Reply post_case(const Call& call) {
  Fields fields{call.json};
  const auto status = fields.word("status");
  require_field(status == "recognised" || status == "presumed", "/status",
                "a person is recognised, or presumed until there is a decision");
  const auto referral = fields.word("referral");
  require_field(storage::referrals.has(referral), "/referral",
                "this isn't one of the ways in which a case comes in");
  NewCase input{.recognition = {},
                .referral = storage::referrals.value(referral),
                .group = fields.optional_word("group"),
                .identity = {}};
  if (auto given = fields.optional_object("recognition"))
    input.recognition = recognition_of(*given);
  require_field(input.recognition.has_value() == (status == "recognised"), "/recognition",
                "the decision of recognition comes with a recognised person, and only then");
  if (fields.has("identity")) input.identity = parse_identity(fields.value("identity"));
  fields.done();
  return commit_call(call, 201, [input](Work& work) { return open_case(work, input); });
}

Reply get_cases(const Call& call) {
  const auto page = page_of(call);
  const auto review = word_asked(call, storage::reviews, "review");
  // What a shelter may not tell apart, it can't ask for either.
  require(review.empty() || call.actor.role != Role::shelter, Errc::forbidden,
          "only the fund lists cases by their review");
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    storage::CaseQuery query{
        .organisation = organisation_asked(tx, call), .review = review, .limit = page.limit};
    query.after = seq_after(
        page, [&](const std::string& id) { return case_for(tx, call.actor, CaseId{id}).seq; });
    auto items = nlohmann::json::array();
    for (const auto& each : storage::find_cases(tx, query)) {
      items.push_back(to_json(call.actor, each));
    }
    return {.json = list_of(std::move(items), page)};
  });
}

Reply get_case(const Call& call) {
  const auto view = call.context.database.read(
      [&](storage::Transaction& tx) { return view_case(tx, call.actor, case_of(call)); });
  auto json = to_json(call.actor, view.relief_case);
  if (call.actor.role != Role::administrator) return {.json = std::move(json)};
  json["possible_duplicates"] = nlohmann::json::array();
  for (const auto& id : view.possible_duplicates) json["possible_duplicates"].push_back(id.text());
  return {.json = std::move(json)};
}

Reply post_recognition(const Call& call) {
  const auto recognition = recognition_of(Fields{call.json});
  return commit_call(call, 201, [id = case_of(call), recognition](Work& work) {
    return recognise_case(work, id, recognition);
  });
}

Reply post_refusal(const Call& call) {
  Fields fields{call.json};
  const relief::Refusal refusal{.relief_case = case_of(call),
                                .date = fields.date("date"),
                                .reason_code = fields.word("reason_code")};
  fields.done();
  return commit_call(call, 201, [refusal](Work& work) { return refuse_case(work, refusal); });
}

Reply post_case_transfer(const Call& call) {
  Fields fields{call.json};
  const auto to = fields.id<OrganisationId>("organisation");
  fields.done();
  return commit_call(call, 201,
                     [id = case_of(call), to](Work& work) { return transfer_case(work, id, to); });
}

Reply post_review(const Call& call) {
  Fields fields{call.json};
  const auto decision = fields.word("decision");
  require_field(decision == "release" || decision == "stop", "/decision",
                "a case is released or stopped");
  const CaseReview review{.relief_case = case_of(call),
                          .release = decision == "release",
                          .reason_code = fields.word("reason_code")};
  fields.done();
  return commit_call(call, 201, [review](Work& work) { return review_case(work, review); });
}

nlohmann::json to_json(const Identity& identity) {
  return nlohmann::json::parse(to_sealed_text(identity));
}

/// Recorded first, answered then; once.
Reply post_identity_read(const Call& call) {
  Fields fields{call.json};
  const auto reason = fields.text("reason", longest_case_reason);
  fields.done();
  const auto id = case_of(call);
  auto reply =
      commit_call(call, 201, [id, reason](Work& work) { return read_identity(work, id, reason); });
  const auto identity = call.context.database.read(
      [&](storage::Transaction& tx) { return identity_of(tx, call.context.secrets, id); });
  reply.json["identity"] = to_json(identity);
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

constexpr Callers case_readers{Role::shelter, Role::administrator, Role::auditor, Role::custodian};

}  // namespace

std::vector<Route> relief_cases_routes() {
  return {
      {"POST", "/v1/cases", shelters, post_case, Body::json, true},
      {"GET", "/v1/cases", case_readers, get_cases},
      {"GET", "/v1/cases/{}", case_readers, get_case},
      {"POST", "/v1/cases/{}/recognition", administrators, post_recognition, Body::json, true},
      {"POST", "/v1/cases/{}/refusal", administrators, post_refusal, Body::json, true},
      {"POST",
       "/v1/cases/{}/transfer",
       {Role::shelter, Role::administrator},
       post_case_transfer,
       Body::json,
       true},
      {"POST", "/v1/cases/{}/review", administrators, post_review, Body::json, true},
      {"POST",
       "/v1/cases/{}/identity-reads",
       {Role::shelter, Role::auditor},
       post_identity_read,
       Body::json,
       true},
  };
}

}  // namespace relief::api
