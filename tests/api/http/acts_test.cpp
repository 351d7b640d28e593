#include "api/http/acts.h"

#include <gtest/gtest.h>

#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Json;
using test::OpenHouse;

const Json place{{"type", "bank"},
                 {"currency", "AZN"},
                 {"name", "Main account"},
                 {"iban", "AZ21NABZ00000000137010001944"}};
const Json fund{{"code", "general"}, {"name", "General"}};

std::string propose_fund(OpenHouse& house, const std::string& key = "") {
  const auto answer = house.act(house.first, "fund.opened", "new", "/v1/funds", fund, key);
  EXPECT_EQ(answer.status, 202) << answer.body;
  return answer.json().at("proposal");
}

TEST(ActsTest, DoesWhatOnePersonSigns) {
  OpenHouse house;
  const auto answer = house.act(house.first, "place.opened", "new", "/v1/places", place);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("receipt").get<std::string>().substr(0, 4), "rct_");
  const auto auditor = house.guest("auditor", Role::auditor);
  const auto seq = std::to_string(answer.json().at("seq").get<int>());
  const auto record = Json::parse(house.get(auditor, "/v1/records/" + seq).body);
  EXPECT_EQ(record.at("kind"), "place.opened");
  EXPECT_EQ(record.at("acts").size(), 1U);
  EXPECT_EQ(record.at("by"), house.first.actor.person.text());
}

TEST(ActsTest, AnswersTheSameCallAgain) {
  OpenHouse house;
  auto body = place;
  Json asked = place;
  asked["act"] = "place.opened";
  asked["target"] = "new";
  body.update(house.signed_statement(house.first, asked));
  const auto once = house.post(house.first, "/v1/places", body, "once");
  ASSERT_EQ(once.status, 201) << once.body;
  house.now += std::chrono::hours{1};  // The statement has expired since.
  const auto again = house.post(house.first, "/v1/places", body, "once");
  EXPECT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.json(), once.json());
  EXPECT_EQ(again.headers.at("idempotency-replayed"), "true");
  body["name"] = "Another";
  EXPECT_EQ(house.post(house.first, "/v1/places", body, "once").status, 422);
  EXPECT_EQ(house.post(house.first, "/v1/places", body, "later").status, 409);
}

TEST(ActsTest, RefusesAnActThatIsNotWhatWasSigned) {
  OpenHouse house;
  Json asked = place;
  asked["act"] = "place.opened";
  asked["target"] = "new";
  auto body = place;
  body.update(house.signed_statement(house.first, asked));
  body["name"] = "Other account";
  body["type"] = "box";
  EXPECT_GE(house.post(house.first, "/v1/places", body).status, 400);
  body = place;
  EXPECT_EQ(house.post(house.first, "/v1/places", body).status, 400);
}

TEST(ActsTest, RefusesSignaturesThatDoNotHold) {
  OpenHouse house;
  Json asked = place;
  asked["act"] = "place.opened";
  asked["target"] = "new";
  auto signed_by_first = place;
  signed_by_first.update(house.signed_statement(house.first, asked));
  EXPECT_EQ(house.post(house.second, "/v1/places", signed_by_first).status, 422);

  auto forged = signed_by_first;
  forged["signature"]["value"] = to_base64url(std::string(64, 'x'));
  EXPECT_EQ(house.post(house.first, "/v1/places", forged).status, 422);
  forged["signature"]["alg"] = "webauthn";
  EXPECT_EQ(house.post(house.first, "/v1/places", forged).status, 400);
}

TEST(ActsTest, WaitsForTheSecondSignature) {
  OpenHouse house;
  const auto id = propose_fund(house);
  const auto path = "/v1/proposals/" + id;
  const auto shown = house.get(house.second, path).json();
  EXPECT_EQ(shown.at("act"), "fund.opened");
  EXPECT_EQ(shown.at("fields"), fund);
  EXPECT_EQ(house.get(house.second, "/v1/proposals").json().at("items").size(), 1U);

  const auto signature = house.signed_statement(house.second, {{"proposal", id}});
  const auto done = house.post(house.second, path + "/signatures", signature, "second");
  ASSERT_EQ(done.status, 201) << done.body;
  const auto auditor = house.guest("auditor", Role::auditor);
  const auto seq = std::to_string(done.json().at("seq").get<int>());
  const auto record = Json::parse(house.get(auditor, "/v1/records/" + seq).body);
  EXPECT_EQ(record.at("acts").size(), 2U);
  EXPECT_EQ(record.at("by"), house.first.actor.person.text());
  EXPECT_EQ(house.get(house.second, path).json().at("state"), "done");

  const auto again = house.post(house.second, path + "/signatures", signature, "second");
  EXPECT_EQ(again.json(), done.json());
  EXPECT_EQ(again.headers.count("idempotency-replayed"), 1U);
  EXPECT_EQ(house.post(house.second, path + "/signatures", signature, "third").status, 409);
}

TEST(ActsTest, AnswersTheSameProposalAgain) {
  OpenHouse house;
  Json asked = fund;
  asked["act"] = "fund.opened";
  asked["target"] = "new";
  auto body = fund;
  body.update(house.signed_statement(house.first, asked));
  const auto once = house.post(house.first, "/v1/funds", body, "once");
  const auto again = house.post(house.first, "/v1/funds", body, "once");
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(again.json(), once.json());
  EXPECT_EQ(house.get(house.second, "/v1/proposals").json().at("items").size(), 1U);
}

TEST(ActsTest, ListsProposalsPageByPage) {
  OpenHouse house;
  std::vector<std::string> newest_first;
  for (int i = 0; i < 3; ++i) {
    newest_first.insert(newest_first.begin(), propose_fund(house));
    house.now += std::chrono::seconds{1};
  }
  std::vector<std::string> seen;
  Json cursor;
  do {
    const auto from = cursor.is_null() ? "" : "&cursor=" + cursor.get<std::string>();
    const auto page = house.get(house.second, "/v1/proposals?limit=1" + from).json();
    for (const auto& each : page.at("items")) seen.push_back(each.at("id"));
    cursor = page.at("next_cursor");
  } while (!cursor.is_null());
  EXPECT_EQ(seen, newest_first);
  EXPECT_EQ(house.get(house.second, "/v1/proposals?cursor=prp_x").status, 400);
}

TEST(ActsTest, ShowsACustodianNoProposalsOfMoney) {
  OpenHouse house;
  const auto id = propose_fund(house);
  const auto custodian = house.guest("custodian", Role::custodian);
  EXPECT_TRUE(house.get(custodian, "/v1/proposals").json().at("items").empty());
  EXPECT_EQ(house.get(custodian, "/v1/proposals/" + id).status, 404);
}

TEST(ActsTest, RefusesBothSignaturesFromOnePerson) {
  OpenHouse house;
  const auto id = propose_fund(house);
  const auto answer = house.post(house.first, "/v1/statements-to-sign", {{"proposal", id}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.json().at("clause"), "Fund order 7");
}

TEST(ActsTest, LetsAProposalLapse) {
  OpenHouse house;
  const auto id = propose_fund(house);
  house.now += std::chrono::hours{23};
  EXPECT_EQ(house.post(house.second, "/v1/statements-to-sign", {{"proposal", id}}).status, 200);
  house.now += std::chrono::days{14};
  const auto again = house.with_token(house.second.actor);
  EXPECT_EQ(house.post(again, "/v1/statements-to-sign", {{"proposal", id}}).status, 409);
  EXPECT_TRUE(house.get(again, "/v1/proposals").json().at("items").empty());
}

TEST(ActsTest, LetsOnlyTheProposerTakeItBack) {
  OpenHouse house;
  const auto path = "/v1/proposals/" + propose_fund(house) + "/withdrawal";
  EXPECT_EQ(house.post(house.second, path, Json::object()).status, 403);
  EXPECT_EQ(house.post(house.first, path, Json::object()).status, 200);
  EXPECT_EQ(house.post(house.first, path, Json::object()).status, 409);
}

TEST(ActsTest, RefusesAStatementForAnotherRole) {
  OpenHouse house;
  const auto treasurer = house.guest("treasurer", Role::treasurer);
  auto asked = fund;
  asked["act"] = "fund.opened";
  asked["target"] = "new";
  EXPECT_EQ(house.post(treasurer, "/v1/statements-to-sign", asked).status, 403);
  asked["act"] = "fund.closed";
  EXPECT_EQ(house.post(house.first, "/v1/statements-to-sign", asked).status, 400);
}

TEST(ActsTest, RefusesSomebodyWithoutAKey) {
  OpenHouse house;
  auto asked = place;
  asked["act"] = "place.opened";
  asked["target"] = "new";
  const auto keyless = house.guest("third", Role::administrator);
  EXPECT_EQ(house.post(keyless, "/v1/statements-to-sign", asked).status, 422);
}

}  // namespace
}  // namespace relief::api
