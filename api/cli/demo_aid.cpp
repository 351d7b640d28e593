#include "api/cli/demo_aid.h"

#include <map>
#include <utility>

#include "api/cli/demo_amounts.h"
#include "api/cli/demo_signing.h"

namespace relief::cli {
namespace {

nlohmann::json recognition(Story& story) {
  return {{"number", "DIN-" + std::to_string(1000 + story.inventor.below(9000)) + "/" +
                         story.calls.fresh_key()},
          {"date", to_text(day_in_baku(story.calls.now()) - std::chrono::days{2})},
          {"body", "Qoruma İdarəsi (nümunə)"}};
}

Player& filer(Story& story, std::size_t shelter) { return story.scene.shelters[shelter].staff[0]; }

nlohmann::json requests_in(Story& story, Player& who, const std::string& status) {
  return story.calls.get(who, "/v1/requests?status=" + status + "&limit=500").at("items");
}

void approve(Story& story, Player& approver, const nlohmann::json& request) {
  const auto id = request.at("id").get<std::string>();
  sign(story.calls, approver,
       {.act = "request.approved",
        .target = id,
        .path = "/v1/requests/" + id + "/decisions",
        .money = money_of(request.at("amount"))});
}

std::string export_batch(Story& story, const std::string& path, const char* format) {
  return story.calls.send(
      story.scene.treasurers[0],
      {.method = "POST", .path = path, .body = nlohmann::json{{"format", format}}.dump()});
}

/// One batch from one place.
void order(Story& story, const std::string& place, const std::vector<std::string>& requests,
           const Money& total, Date execution) {
  auto& treasurer = story.scene.treasurers[0];
  const auto batch = sign(
      story.calls, treasurer,
      {.act = "batch.ordered",
       .target = "new",
       .path = "/v1/payment-batches",
       .fields = {{"requests", requests}, {"place", place}, {"execution_date", to_text(execution)}},
       .money = total});
  const auto path = "/v1/payment-batches/" + batch.at("id").get<std::string>() + "/exports";
  if (place == story.scene.box) {
    story.year.cash_list = export_batch(story, path, "order");
    return;
  }
  const bool is_odd =
      static_cast<unsigned>(std::chrono::year_month_day{execution}.month()) % 2 == 1;
  story.bank.accept(export_batch(story, path, is_odd ? "pain.001.001.03" : "pain.001.001.09"));
}

struct Batch {
  std::vector<std::string> requests = {};
  Money total = azn("0.00");
};

}  // namespace

Helped open_case(Story& story, std::size_t shelter, const nlohmann::json& identity,
                 const Wish& wish) {
  nlohmann::json body{{"status", wish.recognised ? "recognised" : "presumed"},
                      {"referral", shelter == 0 ? "police" : "hotline"},
                      {"identity", identity}};
  if (wish.recognised) body["recognition"] = recognition(story);
  Helped helped{.shelter = shelter, .identity = identity};
  helped.case_id = story.calls.post(filer(story, shelter), "/v1/cases", body).at("id");
  file_request(story, helped, wish);
  return helped;
}

void file_request(Story& story, Helped& helped, const Wish& wish) {
  nlohmann::json payout{{"method", wish.cash ? "cash" : "bank"}};
  if (!wish.cash) payout["iban"] = helped.iban = story.bank.others_account();
  nlohmann::json body{{"case", helped.case_id}, {"kind", wish.kind}, {"payout", payout}};
  if (!wish.amount.empty()) body["amount"] = {{"amount", wish.amount}, {"currency", "AZN"}};
  helped.request = story.calls.post(filer(story, helped.shelter), "/v1/requests", body).at("id");
}

void review_cases(Story& story) {
  auto& administrator = story.scene.administrators[0];
  const auto cases =
      story.calls.get(administrator, "/v1/cases?review=being_checked&limit=500").at("items");
  for (const auto& each : cases) {
    const auto path = "/v1/cases/" + each.at("id").get<std::string>();
    const bool is_double = !story.calls.get(administrator, path).at("possible_duplicates").empty();
    story.calls.post(administrator, path + "/review",
                     {{"decision", is_double ? "stop" : "release"},
                      {"reason_code", is_double ? "duplicate" : "no_duplicate"}});
  }
}

void recognise(Story& story, const Helped& helped) {
  story.calls.post(story.scene.administrators[0], "/v1/cases/" + helped.case_id + "/recognition",
                   recognition(story));
}

void allocate_all(Story& story, const std::string& status, const std::string& fund,
                  const std::string& place) {
  auto& administrator = story.scene.administrators[0];
  for (const auto& request : requests_in(story, administrator, status)) {
    story.calls.post(administrator,
                     "/v1/requests/" + request.at("id").get<std::string>() + "/allocation",
                     {{"fund", fund}, {"place", place}});
  }
}

void approve_all(Story& story, std::size_t first) {
  auto& approvers = story.scene.approvers;
  for (const auto& request : requests_in(story, approvers[first % 3], "submitted")) {
    const std::size_t needed = request.at("kind") == "lump_sum" ? 2 : 3;
    for (std::size_t i = 0; i < needed; ++i) {
      approve(story, approvers[(first + i) % approvers.size()], request);
    }
  }
}

void reject(Story& story, const std::string& request) {
  sign(story.calls, story.scene.approvers[0],
       {.act = "request.rejected",
        .target = request,
        .path = "/v1/requests/" + request + "/decisions",
        .fields = {{"reason_code", "evidence_unclear"}}});
}

void order_all(Story& story, Date execution) {
  std::map<std::string, Batch> batches;
  for (const auto& request : requests_in(story, story.scene.treasurers[0], "approved")) {
    if (request.at("waits_for") != "order") continue;
    auto& batch = batches[request.at("place").get<std::string>()];
    batch.requests.push_back(request.at("id").get<std::string>());
    batch.total += money_of(request.at("amount"));
  }
  for (const auto& [place, batch] : batches) {
    order(story, place, batch.requests, batch.total, execution);
  }
}

void order_again(Story& story, const std::string& request, Date execution) {
  order(story, story.scene.treasury.id, {request}, azn("700.00"), execution);
}

}  // namespace relief::cli
