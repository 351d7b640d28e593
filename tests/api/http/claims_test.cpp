#include <gtest/gtest.h>

#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Guest;
using test::Json;

/// A fund with 700.00 at its bank, where 1000.00 came in as a gift, and 300.00 went out that nobody
/// knows anything of.
class ClaimsHttpTest : public ::testing::Test {
 protected:
  ClaimsHttpTest() {
    const auto opened = house.act(house.first, "place.opened", "new", "/v1/places",
                                  {{"type", "bank"},
                                   {"currency", "AZN"},
                                   {"name", "Main account"},
                                   {"iban", "AZ21NABZ00000000137010001944"}});
    EXPECT_EQ(opened.status, 201) << opened.body;
    place = opened.json().at("id");
    general = open_fund("general");
    const auto given = house.post(house.first, "/v1/donations",
                                  {{"donor", {{"name", "A giver"}, {"kind", "person"}}},
                                   {"source", "contribution"},
                                   {"amount", {{"amount", "1000.00"}, {"currency", "AZN"}}},
                                   {"received_on", "2026-03-01"},
                                   {"place", place},
                                   {"fund", general}});
    EXPECT_EQ(given.status, 201) << given.body;
    const auto taken = send(
        ":20:S1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:60F:C260228AZN0,00\n"
        ":61:2603010301C1000,00NTRFNONREF//B-1\n:86:" +
        given.json().at("reference").get<std::string>() +
        "\n:61:2603010301D300,00NTRFNONREF//B-2\n:86:nobody knows\n:62F:C260301AZN700,00\n-\n");
    EXPECT_EQ(taken.status, 201) << taken.body;
  }

  std::string open_fund(const std::string& code) {
    const auto proposed =
        house.act(house.first, "fund.opened", "new", "/v1/funds", {{"code", code}, {"name", code}});
    return complete(house.second, proposed).json().at("id");
  }
  Answer send(const std::string& body) {
    return Client{"127.0.0.1", house.port}.ask({.method = "POST",
                                                .path = "/v1/statements?place=" + place,
                                                .bearer = treasurer.token,
                                                .idempotency_key = "file",
                                                .body = body,
                                                .content_type = "text/plain"});
  }
  Answer complete(const Guest& who, const Answer& proposed) {
    EXPECT_EQ(proposed.status, 202) << proposed.body;
    const std::string proposal = proposed.json().at("proposal");
    return house.post(who, "/v1/proposals/" + proposal + "/signatures",
                      house.signed_statement(who, {{"proposal", proposal}}));
  }
  Json claims() { return house.get(treasurer, "/v1/claims?state=open").json().at("items"); }
  std::string claim() { return claims().at(0).at("id"); }
  Answer write_off(const Json& fields) {
    return house.act(treasurer, "claim.written_off", claim(),
                     "/v1/claims/" + claim() + "/write-off", fields);
  }
  Answer explain(const Json& fields) {
    return house.act(treasurer, "claim.explained", claim(),
                     "/v1/claims/" + claim() + "/explanation", fields);
  }
  /// What a draft of the act is refused with: status and field.
  std::pair<int, std::string> refused(const std::string& act, Json fields) {
    fields["act"] = act;
    if (!fields.contains("target")) fields["target"] = claim();
    const auto answer = house.post(treasurer, "/v1/statements-to-sign", fields);
    const auto errors = answer.json().value("errors", Json::array());
    return {answer.status, errors.empty() ? "" : errors[0].at("pointer").get<std::string>()};
  }
  static Json azn(const std::string& decimal) { return {{"amount", decimal}, {"currency", "AZN"}}; }

  test::OpenHouse house;
  SigningKey treasurers_key = SigningKey::generate(system_entropy());
  SigningKey approvers_key = SigningKey::generate(system_entropy());
  Guest treasurer{house.guest("treasurer", Role::treasurer, treasurers_key)};
  Guest approver{house.guest("approver", Role::approver, approvers_key)};
  std::string place, general;
};

using Refused = std::pair<int, std::string>;

TEST_F(ClaimsHttpTest, ListsWhatNobodyOrderedAndWhereItCameFrom) {
  ASSERT_EQ(claims().size(), 1U);
  const auto open = claims().at(0);
  EXPECT_EQ(open.at("amount"), azn("300.00"));
  EXPECT_EQ(open.at("place"), place);
  EXPECT_EQ(open.at("since"), "2026-03-01");
  EXPECT_EQ(open.at("line"), 2);
  const auto raised = house.get(treasurer, "/v1/exceptions?state=open").json().at("items").at(0);
  EXPECT_EQ(open.at("exception"), raised.at("id"));
  EXPECT_EQ(raised.at("claim"), open.at("id"));
  EXPECT_EQ(open.at("code"), raised.at("code"));
  EXPECT_EQ(open.at("statement"), raised.at("statement"));
  EXPECT_FALSE(open.contains("orders"));

  EXPECT_EQ(house.get(treasurer, "/v1/claims?place=" + place).json().at("items").size(), 1U);
  EXPECT_EQ(house.get(treasurer, "/v1/claims?cursor=" + claim()).json().at("items").size(), 0U);
  EXPECT_EQ(house.get(treasurer, "/v1/claims?cursor=zz").status, 400);
  const auto wrong = house.get(treasurer, "/v1/claims?state=closed");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.json().at("errors")[0].at("pointer"), "/state");
  EXPECT_EQ(house.get(house.guest("custodian", Role::custodian), "/v1/claims").status, 403);
}

TEST_F(ClaimsHttpTest, TakesTwoPeopleToWriteOffAndToExplain) {
  const auto id = claim();
  const auto lost = complete(approver, write_off({{"fund", general}, {"amount", azn("100.00")}}));
  ASSERT_EQ(lost.status, 201) << lost.body;
  EXPECT_EQ(lost.json().at("id"), id);
  EXPECT_EQ(claims().at(0).at("amount"), azn("200.00"));
  const auto charged = complete(approver, explain({{"as", "charge"}}));
  ASSERT_EQ(charged.status, 201) << charged.body;
  EXPECT_EQ(claims().size(), 0U);

  const auto balance = [&](const std::string& account) {
    return house.get(treasurer, "/v1/accounts/" + account).json().at("balances").at(0).at("amount");
  };
  EXPECT_EQ(balance("5900"), "100.00");
  EXPECT_EQ(balance("5700"), "200.00");
  EXPECT_EQ(balance("1100"), "700.00") << "what the bank has";
  EXPECT_EQ(refused("claim.explained", {{"target", id}, {"as", "charge"}}).first, 409);
}

TEST_F(ClaimsHttpTest, RefusesByTheField) {
  const auto poor = open_fund("poor");
  const std::string unknown(26, 'a');
  EXPECT_EQ(refused("claim.written_off", {{"fund", poor}}), Refused(422, "/fund"));
  EXPECT_EQ(refused("claim.written_off", {{"fund", "fnd_unassigned"}}), Refused(400, "/fund"));
  EXPECT_EQ(refused("claim.written_off", {{"fund", general}, {"amount", azn("300.01")}}),
            Refused(409, "/amount"));
  EXPECT_EQ(refused("claim.explained", {{"as", "gift"}}), Refused(400, "/as"));
  EXPECT_EQ(refused("claim.explained", {{"as", "payment"}}), Refused(400, "/payment"));
  EXPECT_EQ(refused("claim.explained", {{"as", "payment"}, {"payment", "pay_" + unknown}}),
            Refused(404, "/payment"));
  EXPECT_EQ(refused("claim.explained", {{"as", "charge"}, {"target", "clm_" + unknown}}).first,
            404);
  EXPECT_EQ(house
                .post(house.guest("auditor", Role::auditor), "/v1/claims/" + claim() + "/write-off",
                      {{"fund", general}})
                .status,
            403);
}

}  // namespace
}  // namespace relief::api
