#include <gtest/gtest.h>

#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Guest;
using test::Json;

/// A fund with a bank account that was opened with nothing, whose first statement begins with
/// 100.00: it was set aside.
class AcceptanceHttpTest : public ::testing::Test {
 protected:
  AcceptanceHttpTest() {
    const auto opened = house.act(house.first, "place.opened", "new", "/v1/places",
                                  {{"type", "bank"},
                                   {"currency", "AZN"},
                                   {"name", "Main account"},
                                   {"iban", "AZ21NABZ00000000137010001944"}});
    EXPECT_EQ(opened.status, 201) << opened.body;
    place = opened.json().at("id");
    const auto aside = send(
        ":20:S1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:60F:C260101AZN100,00\n"
        ":61:2601150115C250,00NTRFNONREF//B-1\n:86:a gift\n:62F:C260131AZN350,00\n-\n");
    EXPECT_EQ(aside.status, 422) << aside.body;
    id = aside.json().at("id");
  }

  Answer send(const std::string& body) {
    return Client{"127.0.0.1", house.port}.ask({.method = "POST",
                                                .path = "/v1/statements?place=" + place,
                                                .bearer = treasurer.token,
                                                .idempotency_key = "file-" + body.substr(4, 2),
                                                .body = body,
                                                .content_type = "text/plain"});
  }

  Answer accept(const Guest& who) {
    return house.act(who, "statement.accepted", id, "/v1/statements/" + id + "/acceptance", reason);
  }
  Answer complete(const Guest& who, const std::string& proposal) {
    return house.post(who, "/v1/proposals/" + proposal + "/signatures",
                      house.signed_statement(who, {{"proposal", proposal}}));
  }
  /// What somebody is answered who asks for the statement to sign.
  Answer draft(const Guest& who, const Json& asked) {
    return house.post(who, "/v1/statements-to-sign", asked);
  }
  [[nodiscard]] Json asked() const {
    auto asked = reason;
    asked["act"] = "statement.accepted";
    asked["target"] = id;
    return asked;
  }

  const Json reason{{"reason_code", "opened_late"}};
  test::OpenHouse house;
  SigningKey treasurers_key = SigningKey::generate(system_entropy());
  SigningKey auditors_key = SigningKey::generate(system_entropy());
  Guest treasurer{house.guest("treasurer", Role::treasurer, treasurers_key)};
  Guest auditor{house.guest("auditor", Role::auditor, auditors_key)};
  std::string place, id;
};

TEST_F(AcceptanceHttpTest, TakesTwoPeople) {
  const auto proposed = accept(treasurer);
  ASSERT_EQ(proposed.status, 202) << proposed.body;
  const auto done = complete(auditor, proposed.json().at("proposal"));
  ASSERT_EQ(done.status, 201) << done.body;
  const auto json = done.json();
  EXPECT_EQ(json.at("id"), id);
  EXPECT_EQ(json.at("verdict"), "posted");
  EXPECT_EQ(json.at("difference").at("amount"), "100.00");
  EXPECT_EQ(json.at("receipt").get<std::string>().substr(0, 4), "rct_");

  const auto shown = house.get(auditor, "/v1/statements/" + id).json();
  EXPECT_EQ(shown.at("state"), "posted");
  EXPECT_EQ(shown.at("acceptance").at("reason_code"), "opened_late");
  EXPECT_EQ(shown.at("acceptance").at("faults"), Json::array({"STMT_CHAIN_BREAK"}));
  EXPECT_EQ(shown.at("acceptance").at("seq"), json.at("seq"));
  const auto lines = house.get(auditor, "/v1/statements/" + id + "/lines").json().at("items");
  EXPECT_EQ(lines.size(), 1U);
  const auto unknown = house.get(treasurer, "/v1/receipts?state=unknown").json().at("items");
  EXPECT_EQ(unknown.size(), 2U);
  const auto record =
      house.get(auditor, "/v1/records/" + std::to_string(json.at("seq").get<int>())).json();
  EXPECT_EQ(record.at("kind"), "statement.accepted");
  EXPECT_EQ(record.at("acts").size(), 2U);
  EXPECT_EQ(record.at("clause"), "Fund order 8");
}

TEST_F(AcceptanceHttpTest, IsntSignedTwiceByOnePerson) {
  const auto proposal = accept(treasurer).json().at("proposal").get<std::string>();
  const auto refused = draft(treasurer, {{"proposal", proposal}});
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.json().at("clause"), "Fund order 8");
  const auto key = SigningKey::generate(system_entropy());
  const auto other = house.guest("other", Role::treasurer, key);
  EXPECT_EQ(draft(other, {{"proposal", proposal}}).status, 403);
}

TEST_F(AcceptanceHttpTest, HappensOnce) {
  const auto first = accept(treasurer).json().at("proposal").get<std::string>();
  const auto second = accept(auditor).json().at("proposal").get<std::string>();
  EXPECT_EQ(complete(auditor, first).status, 201);
  EXPECT_EQ(draft(treasurer, {{"proposal", second}}).status, 409);
  EXPECT_EQ(draft(treasurer, asked()).status, 409);
}

TEST_F(AcceptanceHttpTest, IsForTreasurersAndAuditors) {
  EXPECT_EQ(draft(house.first, asked()).status, 403);
  EXPECT_EQ(house.post(house.first, "/v1/statements/" + id + "/acceptance", reason).status, 403);
  auto unknown = asked();
  unknown["target"] = "stm_" + std::string(26, 'a');
  EXPECT_EQ(draft(auditor, unknown).status, 404);
  unknown["reason_code"] = "Because of Mr. X";
  EXPECT_EQ(draft(auditor, unknown).status, 400);
}

TEST_F(AcceptanceHttpTest, RefusesByItsClauseWhatNobodyCanRead) {
  const auto aside = send(":20:S2\n:25:AZ21NABZ00000000137010001944\n:28C:");
  ASSERT_EQ(aside.status, 422) << aside.body;
  id = aside.json().at("id");
  const auto refused = draft(treasurer, asked());
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.json().at("clause"), "Fund order 8");
}

}  // namespace
}  // namespace relief::api
