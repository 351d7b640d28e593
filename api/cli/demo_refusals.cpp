#include <array>
#include <functional>
#include <utility>

#include "api/cli/demo_checks.h"
#include "api/cli/demo_signing.h"

namespace relief::cli {
namespace {

/// A donation as it should be, to be spoilt.
nlohmann::json donation(const Story& story) {
  return {{"donor", {{"name", "Nümunə Uydurmazadə"}, {"kind", "person"}}},
          {"source", "contribution"},
          {"amount", {{"amount", "10.00"}, {"currency", "AZN"}}},
          {"received_on", to_text(day_in_baku(story.calls.now()))},
          {"place", story.scene.gifts.id},
          {"fund", story.scene.general},
          {"evidence", nlohmann::json::array()}};
}

Check refusal(const std::string& name, const api::Answer& answer, int status,
              const std::string& pointer = {}) {
  const auto problem = nlohmann::json::parse(answer.body, nullptr, false);
  bool ok = answer.status == status && problem.is_object() && problem.value("status", 0) == status;
  if (!pointer.empty()) {
    ok = ok && problem.contains("errors") && problem["errors"][0].value("pointer", "") == pointer;
  }
  const auto detail =
      problem.is_object() ? problem.value("detail", problem.value("title", "")) : "";
  return {name, ok, std::to_string(answer.status) + " " + detail};
}

api::Answer post(Story& story, Player& who, const std::string& path, const nlohmann::json& body) {
  return story.calls.ask(who, {.method = "POST", .path = path, .body = body.dump()});
}

struct BadAmount {
  const char* name;
  nlohmann::json amount;
  const char* pointer;
};

std::vector<Check> check_amounts(Story& story) {
  const std::array bad{
      BadAmount{"an amount that is a JSON number",
                {{"amount", 10}, {"currency", "AZN"}},
                "/amount/amount"},
      BadAmount{
          "an amount with an exponent", {{"amount", "1e3"}, {"currency", "AZN"}}, "/amount/amount"},
      BadAmount{"an amount with too many decimals",
                {{"amount", "1.005"}, {"currency", "AZN"}},
                "/amount/amount"},
      BadAmount{
          "an amount of minus zero", {{"amount", "-0"}, {"currency", "AZN"}}, "/amount/amount"},
      BadAmount{
          "an unknown currency", {{"amount", "10.00"}, {"currency", "XAU"}}, "/amount/currency"},
  };
  std::vector<Check> checks;
  for (const auto& [name, amount, pointer] : bad) {
    auto body = donation(story);
    body["amount"] = amount;
    checks.push_back(refusal(
        name, post(story, story.scene.administrators[0], "/v1/donations", body), 400, pointer));
  }
  auto body = donation(story);
  body["colour"] = "green";
  checks.push_back(refusal("an unknown field",
                           post(story, story.scene.administrators[0], "/v1/donations", body), 400,
                           "/colour"));
  return checks;
}

std::vector<Check> check_forms(Story& story) {
  auto& staff = story.scene.shelters[0].staff[0];
  const nlohmann::json bad_iban{
      {"case", story.year.helped[0].case_id},
      {"kind", "medical"},
      {"amount", {{"amount", "10.00"}, {"currency", "AZN"}}},
      {"payout", {{"method", "bank"}, {"iban", "AZ00DEMO00000000000000000001"}}}};
  const nlohmann::json bad_fin{
      {"status", "presumed"}, {"referral", "self"}, {"identity", {{"fin", "IO12345"}}}};
  const api::Question without_key{.method = "POST",
                                  .path = "/v1/donations",
                                  .idempotency_key = no_key,
                                  .body = donation(story).dump()};
  const api::Question too_long{
      .method = "POST", .path = "/v1/rulebook", .body = std::string(600'000, ' ')};
  auto& administrator = story.scene.administrators[0];
  return {
      refusal("a wrong IBAN", post(story, staff, "/v1/requests", bad_iban), 400, "/payout/iban"),
      refusal("a personal code of another form", post(story, staff, "/v1/cases", bad_fin), 400,
              "/identity/fin"),
      refusal("a body over its limit", story.calls.ask(administrator, too_long), 413),
      refusal("a call without Idempotency-Key", story.calls.ask(administrator, without_key), 428),
      refusal("a caller whom nobody knows",
              story.calls.ask_as_nobody({.method = "GET", .path = "/v1/funds"}), 401)};
}

std::vector<Check> check_files(Story& story) {
  const auto whole =
      story.bank.statement(story.scene.gifts.iban, std::chrono::year{2025} / std::chrono::December);
  const auto file = [&story](const std::string& bytes) {
    return story.calls.ask(story.scene.treasurers[1],
                           {.method = "POST",
                            .path = "/v1/statements?place=" + story.scene.gifts.id,
                            .body = bytes,
                            .content_type = "application/xml"});
  };
  auto with_entity = whole;
  with_entity.insert(with_entity.find("<Document"), "<!DOCTYPE a [<!ENTITY b \"c\">]>\n");
  return {refusal("a statement with a document type", file(with_entity), 422),
          refusal("a statement cut short", file(whole.substr(0, whole.size() * 2 / 3)), 422)};
}

std::vector<Check> check_signatures(Story& story) {
  auto& administrator = story.scene.administrators[0];
  const Act act{.act = "place.opened",
                .target = "new",
                .path = "/v1/places",
                .fields = {{"type", "bank"},
                           {"currency", "AZN"},
                           {"name", "Heç vaxt açılmayan hesab"},
                           {"iban", story.bank.others_account()}}};
  auto forged = signed_body(story.calls, administrator, act);
  forged["signature"]["value"] = signature_of(administrator, "another statement")["value"];
  auto stale = signed_body(story.calls, administrator, act);
  const auto of_forged = post(story, administrator, act.path, forged);
  story.calls.wait(std::chrono::minutes{31});
  return {refusal("a signature of something else", of_forged, 422),
          refusal("a statement that was signed too long ago",
                  post(story, administrator, act.path, stale), 409)};
}

Check check_nothing_written(Story& story, const std::string& before) {
  const auto after =
      story.calls.send(story.scene.auditor, {.method = "GET", .path = "/log/checkpoint"});
  return {"the refusals wrote nothing", before == after, ""};
}

Check check_lives(Story& story) {
  const auto answer = story.calls.ask_as_nobody({.method = "GET", .path = "/healthz"});
  return {"the server lives", answer.status == 200, std::to_string(answer.status)};
}

void append(std::vector<Check>& all, std::vector<Check> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<Check> check_separations(Story& story) {
  auto& calls = story.calls;
  auto& scene = story.scene;
  const auto& first = story.year.helped.front();
  std::vector<Check> checks;
  checks.push_back(refusal("a shelter doesn't see another's case",
                           calls.ask(scene.shelters[1].staff[0],
                                     {.method = "GET", .path = "/v1/cases/" + first.case_id}),
                           404));
  checks.push_back(
      refusal("whoever asks doesn't approve",
              post(story, scene.shelters[0].staff[0],
                   "/v1/requests/" + first.request + "/decisions", nlohmann::json::object()),
              403));

  api::Question ask{.method = "POST",
                    .path = "/v1/organisations",
                    .idempotency_key = calls.fresh_key(),
                    .body = nlohmann::json{{"type", "ngo"}, {"name", "Nümunə QHT"}}.dump()};
  const auto once = calls.ask(scene.administrators[0], ask);
  const auto again = calls.ask(scene.administrators[0], ask);
  checks.push_back({"a repeated call is answered again and does nothing twice",
                    once.status == 201 && again.status == 201 && once.body == again.body &&
                        again.headers.contains("idempotency-replayed"),
                    std::to_string(again.status)});
  ask.body = nlohmann::json{{"type", "ngo"}, {"name", "Başqa QHT"}}.dump();
  checks.push_back(refusal("a repeated key with another body is refused",
                           calls.ask(scene.administrators[0], ask), 422));
  return checks;
}

std::vector<Check> check_refusals(Story& story) {
  const auto before =
      story.calls.send(story.scene.auditor, {.method = "GET", .path = "/log/checkpoint"});
  std::vector<Check> checks;
  append(checks, check_amounts(story));
  append(checks, check_forms(story));
  append(checks, check_signatures(story));
  checks.push_back(check_nothing_written(story, before));
  append(checks, check_files(story));
  checks.push_back(check_lives(story));
  return checks;
}

}  // namespace relief::cli
