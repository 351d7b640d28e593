#include <gtest/gtest.h>

#include "tests/api/http/shelter_house.h"

namespace relief::api {
namespace {

using test::bank_payout;
using test::Json;

class RefusalsHttpTest : public test::ShelterHouse {};

/// The pointer of the one field that an answer says is at fault.
std::string pointer_of(const Answer& answer) {
  const auto body = answer.json();
  return body.contains("errors") ? body["errors"].at(0).at("pointer").get<std::string>() : "none";
}

TEST_F(RefusalsHttpTest, RefusesFiltersAndCursorsThatNameNothing) {
  file(open_case());
  const auto refused_at = [&](const test::Guest& who, const std::string& path) {
    const auto answer = house.get(who, path);
    EXPECT_EQ(answer.status, 400) << path << answer.body;
    return pointer_of(answer);
  };
  EXPECT_EQ(refused_at(shelter, "/v1/requests?kind=foo"), "/kind");
  EXPECT_EQ(house.get(shelter, "/v1/requests?kind=medical").status, 200);
  EXPECT_EQ(refused_at(approver, "/v1/entries?account=9999"), "/account");
  for (const auto* list : {"requests", "donations", "payments", "payment-batches"}) {
    EXPECT_EQ(refused_at(approver, "/v1/" + std::string{list} + "?cursor=zz"), "/cursor") << list;
  }
  EXPECT_EQ(refused_at(shelter, "/v1/cases?cursor=zz"), "/cursor");
  const auto others = "/v1/requests?case=" + open_case();
  EXPECT_EQ(house.get(shelter, others).status, 200);
  EXPECT_EQ(refused_at(elsewhere, others), "/case");
  EXPECT_EQ(refused_at(approver, "/v1/requests?case=case_nowhere"), "/case");
  EXPECT_EQ(refused_at(approver, "/v1/payments?request=req_nowhere"), "/request");
  EXPECT_EQ(refused_at(approver, "/v1/payments?batch=bat_nowhere"), "/batch");
}

TEST_F(RefusalsHttpTest, NarrowsNoListToAnOrganisationThatTheCallerDoesNotSee) {
  file(open_case());
  const std::string other = elsewhere.actor.organisation->text();
  for (const auto* list : {"/v1/requests", "/v1/cases"}) {
    const auto path = std::string{list} + "?organisation=";
    EXPECT_EQ(pointer_of(house.get(shelter, path + other)), "/organisation");
    const auto own = house.get(shelter, path + shelter.actor.organisation->text());
    EXPECT_EQ(own.json().at("items").size(), 1U) << own.body;
    EXPECT_EQ(house.get(house.first, path + "org_nowhere").status, 400);
    EXPECT_TRUE(house.get(house.first, path + other).json().at("items").empty());
  }
}

TEST_F(RefusalsHttpTest, RefusesASecondOrganisationOfTheSameName) {
  const Json hope{{"type", "shelter"}, {"name", "Hope"}};
  ASSERT_EQ(house.post(house.first, "/v1/organisations", hope).status, 201);
  const auto again = house.post(house.first, "/v1/organisations", hope);
  EXPECT_EQ(again.status, 409) << again.body;
  EXPECT_EQ(pointer_of(again), "/name");
}

TEST_F(RefusalsHttpTest, SaysThatAReleasedCaseIsNotStoppedAnyMore) {
  const auto path = "/v1/cases/" + open_case() + "/review";
  const auto review = [&](const std::string& decision) {
    return house.post(house.first, path, {{"decision", decision}, {"reason_code", "checked"}});
  };
  ASSERT_EQ(review("release").status, 201);
  const auto stopped = review("stop");
  EXPECT_EQ(stopped.status, 409);
  EXPECT_EQ(stopped.json().at("detail"),
            "this case was released, and a released case isn't stopped any more");
  EXPECT_EQ(review("release").json().at("detail"), "this case was released before");
}

TEST_F(RefusalsHttpTest, RefusesADocumentOfADayStillToCome) {
  const auto refused =
      house.post(shelter, "/v1/requests",
                 {{"case", open_case()},
                  {"kind", "lump_sum"},
                  {"payout", bank_payout},
                  {"evidence",
                   {{{"kind", "letter"}, {"reference", "1"}, {"date", "2026-03-02"}},
                    {{"kind", "letter"}, {"reference", "2"}, {"date", "2026-03-03"}}}}});
  EXPECT_EQ(refused.status, 400) << refused.body;
  EXPECT_EQ(pointer_of(refused), "/evidence/1/date");
}

TEST_F(RefusalsHttpTest, RefusesADocumentWhoseKindIsNoCode) {
  const auto relief_case = open_case();
  for (const std::string kind : {"Court decision", "qərar", "x;drop"}) {
    const auto refused =
        house.post(shelter, "/v1/requests",
                   {{"case", relief_case},
                    {"kind", "lump_sum"},
                    {"payout", bank_payout},
                    {"evidence", {{{"kind", kind}, {"reference", "1"}, {"date", "2026-03-02"}}}}});
    EXPECT_EQ(refused.status, 400) << refused.body;
    EXPECT_EQ(pointer_of(refused), "/evidence/0/kind");
  }
}

TEST_F(RefusalsHttpTest, NamesTheFieldOfEachRefusal) {
  const auto& admin = house.first;
  const auto at = [&](const std::string& path, const Json& body) {
    return pointer_of(house.post(admin, path, body));
  };
  EXPECT_EQ(at("/v1/organisations", {{"type", "club"}, {"name", "Club"}}), "/type");
  EXPECT_EQ(at("/v1/users", {{"user", "shelter"}, {"name", "Twin"}}), "/user");
  EXPECT_EQ(at("/v1/users", {{"user", "Yeni Ad"}, {"name", "Twin"}}), "/user");
  EXPECT_EQ(pointer_of(house.get(approver, "/v1/reports/trial-balance?format=docx")), "/format");

  const auto fund = house.get(admin, "/v1/funds").json().at("items").at(0).at("id");
  const auto place = house.get(admin, "/v1/places").json().at("items").at(0).at("id");
  Json gift{{"donor", {{"name", "Giver"}, {"kind", "person"}}},
            {"source", "contribution"},
            {"amount", {{"amount", "10.00"}, {"currency", "AZN"}}},
            {"received_on", "2026-03-01"},
            {"place", place},
            {"fund", fund}};
  gift["evidence"] = Json::array({{{"kind", "act"}, {"reference", "7"}, {"date", "2026-03-02"}}});
  const auto given = house.post(admin, "/v1/donations", gift);
  const auto seen = house.get(admin, "/v1/donations/" + given.json().at("id").get<std::string>());
  EXPECT_EQ(seen.json().at("evidence"), gift.at("evidence")) << seen.body;
  EXPECT_EQ(house.get(admin, "/v1/donations").json().at("items").at(0).at("evidence").dump(),
            R"([{"kind":"act"}])");
  const auto gift_with = [&](const std::string& field, const Json& value) {
    auto body = gift;
    body[field] = value;
    return at("/v1/donations", body);
  };
  EXPECT_EQ(gift_with("amount", {{"amount", "10.00"}, {"currency", "EUR"}}), "/amount/currency");
  EXPECT_EQ(gift_with("fund", FundId::random(entropy).text()), "/fund");
  EXPECT_EQ(gift_with("place", PlaceId::random(entropy).text()), "/place");
  EXPECT_EQ(gift_with("received_on", "1990-01-01"), "/received_on");
  EXPECT_EQ(gift_with("evidence",
                      Json::array({{{"kind", "act"}, {"reference", "1"}, {"date", "2027-01-01"}}})),
            "/evidence/0/date");
  EXPECT_EQ(
      gift_with("amount", {{"amount", "999999999999999999999999999999"}, {"currency", "AZN"}}),
      "/amount/amount");
}

}  // namespace
}  // namespace relief::api
