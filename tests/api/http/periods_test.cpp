#include <gtest/gtest.h>

#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Guest;
using test::Json;
using test::OpenHouse;

/// A fund with a bank account that was opened with 100.00 on 2026-03-02, a treasurer and an
/// auditor.
class PeriodsTest : public ::testing::Test {
 protected:
  PeriodsTest() {
    const auto answer = house.act(house.first, "place.opened", "new", "/v1/places",
                                  {{"type", "bank"},
                                   {"currency", "AZN"},
                                   {"name", "Main account"},
                                   {"iban", "AZ21NABZ00000000137010001944"},
                                   {"opening", {{"amount", "100.00"}, {"currency", "AZN"}}}});
    EXPECT_EQ(answer.status, 201) << answer.body;
  }

  /// Signed by both, the second time as a proposal's completion.
  Answer close(const std::string& month) {
    const auto proposed = house.act(treasurer, "period.closed", month,
                                    "/v1/periods/" + month + "/close", Json::object());
    EXPECT_EQ(proposed.status, 202) << proposed.body;
    const auto id = proposed.json().at("proposal").get<std::string>();
    return house.post(auditor, "/v1/proposals/" + id + "/signatures",
                      house.signed_statement(auditor, {{"proposal", id}}));
  }

  OpenHouse house;
  SigningKey treasurers_key = SigningKey::generate(system_entropy());
  SigningKey auditors_key = SigningKey::generate(system_entropy());
  Guest treasurer{house.guest("treasurer", Role::treasurer, treasurers_key)};
  Guest auditor{house.guest("auditor", Role::auditor, auditors_key)};
};

TEST_F(PeriodsTest, ListsEntriesByAccountAndDay) {
  const auto found = house.get(auditor, "/v1/entries?account=1100&from=2026-03-01&to=2026-03-31");
  ASSERT_EQ(found.status, 200) << found.body;
  const auto items = found.json().at("items");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].at("kind"), "place.opened");
  EXPECT_EQ(items[0].at("entry").at("on"), "2026-03-02");
  EXPECT_EQ(items[0].at("entry").at("lines").size(), 2U);
  const auto line = items[0].at("entry").at("lines").at(0);
  EXPECT_TRUE(line.at("amount").at("amount").is_string()) << line;
  EXPECT_EQ(line.at("amount").at("currency"), "AZN");
  const auto seq = items[0].at("seq").dump();
  EXPECT_EQ(house.get(auditor, "/v1/entries/" + seq).json().at("entry"), items[0].at("entry"));
  EXPECT_EQ(house.get(auditor, "/v1/entries?to=2026-03-01").json().at("items").size(), 0U);
  EXPECT_EQ(house.get(auditor, "/v1/entries?from=2026-13-01").status, 400);
  EXPECT_EQ(house.get(house.guest("shelter", Role::shelter), "/v1/entries").status, 403);
}

TEST_F(PeriodsTest, TellsABalanceByDayAndByMoment) {
  const auto balance = [&](const std::string& as_of) {
    return house.get(auditor, "/v1/accounts/1100?as_of=" + as_of).json().at("balances").dump();
  };
  EXPECT_EQ(balance("2026-03-01"), "[]");
  EXPECT_NE(balance("2026-03-02").find("100.00"), std::string::npos);
  EXPECT_EQ(balance("2026-03-02T07:59:59Z"), "[]");
  EXPECT_NE(balance("2026-03-02T08:00:00Z").find("100.00"), std::string::npos);
  EXPECT_EQ(house.get(auditor, "/v1/accounts/1100?as_of=2026-03-02T8Z").status, 400);
}

TEST_F(PeriodsTest, RefusesByItsClauseWhatCannotCloseYet) {
  const Json early{{"act", "period.closed"}, {"target", "2026-03"}};
  const auto refused = house.post(treasurer, "/v1/statements-to-sign", early);
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.json().at("clause"), "Fund order 8");
  const Json nothing{{"act", "year.closed"}, {"target", "2025"}};
  EXPECT_EQ(house.post(treasurer, "/v1/statements-to-sign", nothing).status, 409);
  const Json malformed{{"act", "period.closed"}, {"target", "2026-1"}};
  EXPECT_EQ(house.post(treasurer, "/v1/statements-to-sign", malformed).status, 400);
}

TEST_F(PeriodsTest, ClosesAMonthByTwoSignatures) {
  const auto closed = close("2026-02");
  ASSERT_EQ(closed.status, 201) << closed.body;
  const auto periods = house.get(auditor, "/v1/periods").json().at("items");
  ASSERT_EQ(periods.size(), 1U);
  EXPECT_EQ(periods[0].at("id"), "2026-02");
  EXPECT_EQ(periods[0].at("last_day"), "2026-02-28");
}

}  // namespace
}  // namespace relief::api
