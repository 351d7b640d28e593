#include <gtest/gtest.h>

#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Json;

/// A house with an account, two funds, and a gift that was announced to the first of them.
class BooksHttpTest : public ::testing::Test {
 protected:
  BooksHttpTest() {
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Place{.id = bank,
                                     .type = storage::PlaceType::bank,
                                     .currency = &currency("AZN"),
                                     .organisation = {},
                                     .name = "Bank",
                                     .iban = iban},
                      0);
      for (const auto& [id, code] : {std::pair{general, "general"}, std::pair{other, "other"}}) {
        storage::insert(tx, {.id = id, .code = code, .name = code, .restriction = {}}, 0);
      }
      return true;
    });
    const auto announced = house.post(house.first, "/v1/donations",
                                      {{"donor", {{"name", "A donor"}, {"kind", "ngo"}}},
                                       {"source", "contribution"},
                                       {"amount", {{"amount", "250.00"}, {"currency", "AZN"}}},
                                       {"received_on", "2026-03-01"},
                                       {"place", bank.text()},
                                       {"fund", general.text()},
                                       {"evidence", Json::array()}});
    EXPECT_EQ(announced.status, 201) << announced.body;
  }

  Answer get(const std::string& path) { return house.get(house.first, path); }
  std::size_t items(const std::string& path) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 200) << path << ": " << answer.body;
    return answer.json().at("items").size();
  }
  /// Where the first fault of a refused query is.
  std::string fault(const std::string& path) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 400) << path << ": " << answer.body;
    return answer.status == 400 ? answer.json().at("errors").at(0).at("pointer") : Json("none");
  }

  static constexpr auto iban = "AZ21NABZ00000000137010001944";
  Entropy entropy = system_entropy();
  test::OpenHouse house;
  PlaceId bank = PlaceId::random(entropy);
  FundId general = FundId::random(entropy);
  FundId other = FundId::random(entropy);
};

TEST_F(BooksHttpTest, TakesAFundByItsCodeAndAPlaceByItsAccount) {
  for (const std::string path : {"/v1/donations", "/v1/entries"}) {
    for (const auto& fund : {general.text(), std::string{"general"}, std::string{"GENERAL"}}) {
      EXPECT_EQ(items(path + "?fund=" + fund), 1U) << path << " " << fund;
    }
    EXPECT_EQ(items(path + "?fund=other"), 0U) << path;
    EXPECT_EQ(items(path + "?place=" + bank.text()), 1U) << path;
    EXPECT_EQ(items(path + "?place=" + iban), 1U) << path;
  }
  const std::string report = "/v1/reports/trial-balance?lang=en&";
  EXPECT_EQ(get(report + "fund=GENERAL&place=" + iban).body,
            get(report + "fund=" + general.text() + "&place=" + bank.text()).body);
  EXPECT_NE(get(report + "fund=general").body, get(report + "fund=other").body);
  const std::string account = "/v1/accounts/1150?fund=";
  EXPECT_EQ(get(account + "general").body, get(account + general.text()).body);
  EXPECT_EQ(get(account + "unassigned").status, 200);
}

TEST_F(BooksHttpTest, SaysThatThereIsNoSuchFundOrPlace) {
  for (const std::string path : {"/v1/donations", "/v1/entries", "/v1/reports/trial-balance",
                                 "/v1/reports/journal", "/v1/accounts/1150"}) {
    EXPECT_EQ(fault(path + "?fund=genral"), "/fund");
    EXPECT_EQ(fault(path + "?place=" + general.text()), "/place");
  }
  for (const std::string path :
       {"/v1/payments", "/v1/payment-batches", "/v1/receipts", "/v1/statements"}) {
    EXPECT_EQ(fault(path + "?place=nowhere"), "/place");
    EXPECT_EQ(items(path + "?place=" + iban), 0U);
  }
}

TEST_F(BooksHttpTest, ReportsRefuseWhatTheyDoNotTake) {
  EXPECT_EQ(fault("/v1/reports/trial-balance?from=2026-03-01"), "/from");
  EXPECT_EQ(fault(std::string{"/v1/reports/activities?place="} + iban), "/place");
  EXPECT_EQ(fault("/v1/reports/journal?as_of=2026-03-01&to=2026-03-02"), "/as_of");
  EXPECT_EQ(fault("/v1/reports/journal?limit=1"), "/limit");
  for (const auto& report : get("/v1/reports").json().at("items")) {
    EXPECT_EQ(report.at("parameters").front(), "as_of") << report;
    EXPECT_EQ(report.at("parameters").back(), "format") << report;
  }
}

TEST_F(BooksHttpTest, RefusesASpanThatEndsBeforeItBegins) {
  for (const std::string path : {"/v1/entries", "/v1/reports/journal"}) {
    EXPECT_EQ(fault(path + "?from=2026-03-02&to=2026-03-01"), "/from");
    EXPECT_EQ(get(path + "?from=2026-03-02&to=2026-03-02").status, 200);
    EXPECT_EQ(get(path + "?from=2026-03-02").status, 200);
  }
}

TEST_F(BooksHttpTest, NamesTheParameterThatIsNone) {
  EXPECT_EQ(fault("/v1/entries?from=yesterday"), "/from");
  EXPECT_EQ(fault("/v1/entries?limit=501"), "/limit");
  EXPECT_EQ(fault("/v1/entries?cursor=x"), "/cursor");
  EXPECT_EQ(fault("/v1/payments?status=lost"), "/status");
  EXPECT_EQ(fault("/v1/requests?status=lost"), "/status");
  EXPECT_EQ(fault("/v1/receipts?state=lost"), "/state");
}

}  // namespace
}  // namespace relief::api
