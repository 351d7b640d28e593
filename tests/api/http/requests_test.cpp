#include <gtest/gtest.h>

#include "ledger/storage/requests.h"
#include "tests/api/http/shelter_house.h"

namespace relief::api {
namespace {

using test::bank_payout;
using test::Json;

class RequestsHttpTest : public test::ShelterHouse {};

TEST_F(RequestsHttpTest, GoesFromRegistrationToASignedApproval) {
  const auto id = open_case();
  const auto filed = file(id);
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_FALSE(filed.json().contains("seq"));
  const std::string path = "/v1/requests/" + filed.json().at("id").get<std::string>();
  const auto released = house.post(house.first, "/v1/cases/" + id + "/review",
                                   {{"decision", "release"}, {"reason_code", "no_duplicate"}});
  EXPECT_EQ(released.status, 201) << released.body;

  const auto approved = house.act(approver, "request.approved", filed.json().at("id"),
                                  path + "/decisions", Json::object());
  ASSERT_EQ(approved.status, 201) << approved.body;
  EXPECT_EQ(approved.json().at("approvals_missing"), 1);
  const auto seen = house.get(approver, path).json();
  EXPECT_EQ(seen.at("approvals_missing"), 1);
  EXPECT_EQ(seen.at("timeline").size(), 3U);
}

TEST_F(RequestsHttpTest, HidesTheFundsSideFromAShelterAndAllFromAnother) {
  const auto id = open_case();
  const std::string path = "/v1/requests/" + file(id).json().at("id").get<std::string>();
  const auto own = house.get(shelter, path);
  ASSERT_EQ(own.status, 200) << own.body;
  for (const auto* hidden : {"fund", "place", "digest", "payout", "seq", "recognition"}) {
    EXPECT_FALSE(own.json().contains(hidden)) << hidden;
  }
  EXPECT_EQ(house.get(elsewhere, path).status, 404);
  EXPECT_EQ(house.get(elsewhere, "/v1/cases/" + id).status, 404);
  EXPECT_TRUE(house.get(elsewhere, "/v1/requests").json().at("items").empty());
  EXPECT_EQ(house.get(shelter, "/v1/requests?limit=1").json().at("items").size(), 1U);
}

TEST_F(RequestsHttpTest, SaysHowManyAreServedFirstAndToTheFundWhoIsNext) {
  std::vector<std::string> ids;
  for (std::uint64_t seq = 1; seq <= 2; ++seq) {
    ids.push_back(file(open_case()).json().at("id"));
    house.database().change([&](storage::Transaction& tx) {
      auto request = storage::find_request(tx, RequestId{ids.back()});
      request.status = RequestStatus::approved;
      request.waits_for = storage::WaitsFor::money;
      request.approved_seq = seq;
      storage::update(tx, request);
      return true;
    });
  }
  const auto queue = [&](const test::Guest& who, const std::string& id) {
    return house.get(who, "/v1/requests/" + id).json().at("queue");
  };
  EXPECT_FALSE(house.get(shelter, "/v1/requests/" + ids[1]).json().contains("queue"))
      << "others' requests stand in it";
  EXPECT_EQ(queue(approver, ids[0]), (Json{{"ahead", 0}}));
  EXPECT_EQ(queue(approver, ids[1]).at("ahead"), 1);
  EXPECT_EQ(queue(approver, ids[1]).at("next"), ids[0]);
  EXPECT_EQ(queue(approver, ids[1]).at("amount").at("amount"), "700.00");
}

TEST_F(RequestsHttpTest, ShowsAStoppedCaseAsOneThatIsBeingChecked) {
  const auto id = open_case();
  house.post(house.first, "/v1/cases/" + id + "/review",
             {{"decision", "stop"}, {"reason_code", "duplicate"}});
  const auto seen = house.get(shelter, "/v1/cases/" + id).json();
  EXPECT_EQ(seen.at("status"), "being_checked");
  EXPECT_EQ(seen.at("waits_for"), "fund");
  EXPECT_FALSE(seen.contains("possible_duplicates"));
  EXPECT_TRUE(house.get(house.first, "/v1/cases/" + id).json().contains("possible_duplicates"));
}

TEST_F(RequestsHttpTest, AnswersAnIdentityOnce) {
  const auto id = open_case();
  const auto path = "/v1/cases/" + id + "/identity-reads";
  const auto read = house.post(shelter, path, {{"reason", "to call"}}, "once");
  ASSERT_EQ(read.status, 201) << read.body;
  EXPECT_EQ(read.json().at("identity").at("fin"), "5ABC123");
  EXPECT_EQ(house.post(shelter, path, {{"reason", "to call"}}, "once").status, 409);
  EXPECT_EQ(house.post(elsewhere, path, {{"reason", "to call"}}).status, 404);
  EXPECT_EQ(house.post(approver, path, {{"reason", "to call"}}).status, 403);
}

TEST_F(RequestsHttpTest, NamesTheFieldOrTheClauseThatRefuses) {
  const auto id = open_case();
  const auto refused = [&](Json body) {
    body["case"] = id;
    return house.post(shelter, "/v1/requests", body);
  };
  const auto unknown = refused({{"kind", "salary"}, {"payout", bank_payout}});
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.json().at("errors")[0].at("pointer"), "/kind");
  const auto no_payout = refused({{"kind", "lump_sum"}});
  EXPECT_EQ(no_payout.status, 400);
  EXPECT_EQ(no_payout.json().at("errors")[0].at("pointer"), "/payout");
  const auto other = refused({{"kind", "lump_sum"},
                              {"amount", {{"amount", "701.00"}, {"currency", "AZN"}}},
                              {"payout", bank_payout}});
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.json().at("clause"), "Law 958-IIQ, art. 17");
  EXPECT_EQ(house.post(approver, "/v1/requests/req_x/decisions", Json::object()).status, 400);
}

}  // namespace
}  // namespace relief::api
