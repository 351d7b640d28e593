#include <gtest/gtest.h>

#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Json;

constexpr std::string_view mt940 =
    ":20:S1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:60F:C260101AZN0,00\n"
    ":61:2601150115C250,00NTRFNONREF//B-1\n:86:a gift\n:62F:C260131AZN250,00\n-\n";
constexpr std::string_view mt942 =
    ":20:R1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:34F:AZN0,\n"
    ":61:2601150115C250,00NTRFNONREF//B-1\n-\n";
constexpr std::string_view csv =
    "No;S1\nAccount;AZ21NABZ00000000137010001944\nDate;Amount;Balance\n15.01.2026;250,00;250,00\n";

/// A house with an account at a bank, which opened with nothing.
class BankFilesHttpTest : public ::testing::Test {
 protected:
  BankFilesHttpTest() { open(place, "AZ21NABZ00000000137010001944"); }

  void open(const PlaceId& account, const std::string& iban) {
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = account,
                       .type = storage::PlaceType::bank,
                       .currency = &currency("AZN"),
                       .organisation = {},
                       .name = "Bank",
                       .iban = iban},
                      1);
      return true;
    });
  }

  Answer send(std::string_view body, const std::string& content_type,
              const std::string& more = "") {
    return Client{"127.0.0.1", house.port}.ask(
        {.method = "POST",
         .path = "/v1/statements?place=" + place.text() + more,
         .bearer = treasurer.token,
         .idempotency_key = "file-" + std::to_string(++files_),
         .body = std::string{body},
         .content_type = content_type});
  }

  Entropy entropy = system_entropy();
  test::OpenHouse house;
  test::Guest treasurer = house.guest("treasurer", Role::treasurer);
  PlaceId place = PlaceId::random(entropy);

 private:
  int files_ = 0;
};

TEST_F(BankFilesHttpTest, AreKnownByHowTheyBegin) {
  const auto answer = send(mt940, "text/plain; charset=utf-8");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("verdict"), "posted");
  EXPECT_EQ(answer.json().at("lines"), 1);
  EXPECT_EQ(answer.json().at("closing").at("amount"), "250.00");
  const auto id = answer.json().at("id").get<std::string>();
  EXPECT_EQ(house.get(treasurer, "/v1/statements/" + id).json().at("format"), "mt940");
}

TEST_F(BankFilesHttpTest, AreTakenOnceWhateverTheirBytes) {
  const auto first = send(mt940, "text/plain").json();
  const auto again = send(mt940, "text/plain");
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.json().at("duplicate_of"), first.at("id"));
  const auto with_letterhead = send("Your bank\n" + std::string{mt940}, "text/plain");
  EXPECT_EQ(with_letterhead.status, 200) << with_letterhead.body;
  EXPECT_EQ(with_letterhead.json().at("duplicate_of"), first.at("id"));
}

TEST_F(BankFilesHttpTest, SentToTheWrongPlaceCanBeSentToTheRightOne) {
  const auto right = place;
  place = PlaceId::random(entropy);
  open(place, "AZ48CTRE00000000000000014001");
  const auto astray = send(mt940, "text/plain");
  EXPECT_EQ(astray.status, 422) << astray.body;
  EXPECT_EQ(astray.json().at("reasons").at(0).at("reason"), "ACCOUNT_UNKNOWN");
  place = right;
  const auto answer = send(mt940, "text/plain");
  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("verdict"), "posted");
}

TEST_F(BankFilesHttpTest, ThatFollowAGapSayWhatTheyWaitFor) {
  ASSERT_EQ(send(mt940, "text/plain").status, 201);
  const auto answer = send(
      ":20:S3\n:25:AZ21NABZ00000000137010001944\n:28C:3/1\n:60F:C260301AZN999,00\n"
      ":62F:C260302AZN999,00\n-\n",
      "text/plain");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("verdict"), "waiting");
  EXPECT_EQ(answer.json().at("reasons").at(0).at("reason"), "STMT_GAP");
}

TEST_F(BankFilesHttpTest, ThatAreEmptyAreRefusedAsSuch) {
  const auto answer = send("", "text/plain");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json().at("detail"), "the file is empty");
}

TEST_F(BankFilesHttpTest, ArePostedOnlyAsStatements) {
  const auto answer = send(mt942, "text/plain");
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(answer.json().at("reasons").at(0).at("reason"), "STMT_PROVISIONAL");
}

TEST_F(BankFilesHttpTest, ThatAreSetAsideAreAnsweredAsEveryOtherProblem) {
  const auto answer = send(mt942, "text/plain");
  ASSERT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
  const auto& id = answer.headers.at("x-request-id");
  EXPECT_EQ(answer.json().at("request_id"), id);
  EXPECT_EQ(answer.json().at("instance"), "urn:relief:call:" + id);
}

TEST_F(BankFilesHttpTest, OfOtherCurrenciesAreSetAside) {
  auto other = std::string{mt940};
  for (auto at = other.find("AZN"); at != std::string::npos; at = other.find("AZN")) {
    other.replace(at, 3, "PLN");
  }
  const auto answer = send(other, "text/plain");
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(answer.json().at("reasons").at(0).at("reason"), "CCY_MISMATCH");
}

TEST_F(BankFilesHttpTest, OfUnknownKindsAreRefused) {
  EXPECT_EQ(send("%PDF-1.7", "application/pdf").status, 415);
  EXPECT_EQ(send(mt940, "text/plain", "&format=stone").status, 415);
}

TEST_F(BankFilesHttpTest, AreTablesByTheProfileOfTheirPlace) {
  EXPECT_EQ(send(csv, "text/csv").status, 422);

  const Json profile{
      {"separator", ";"},
      {"decimal", ","},
      {"date_format", "DD.MM.YYYY"},
      {"currency", "AZN"},
      {"preamble", {{"statement", "No"}, {"account", "Account"}}},
      {"columns", {{"booking_date", "Date"}, {"amount", "Amount"}, {"balance", "Balance"}}}};
  const auto kept =
      house.post(treasurer, "/v1/csv-profiles", {{"place", place.text()}, {"profile", profile}});
  ASSERT_EQ(kept.status, 200) << kept.body;
  const auto answer = send(std::string{csv} + "\n", "text/csv");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("lines"), 1);
}

TEST_F(BankFilesHttpTest, HaveNoProfileThatIsWrong) {
  const auto wrong = house.post(treasurer, "/v1/csv-profiles",
                                {{"place", place.text()}, {"profile", {{"sign", "odd"}}}});
  EXPECT_EQ(wrong.status, 400) << wrong.body;
  const auto nowhere =
      house.post(treasurer, "/v1/csv-profiles",
                 {{"place", PlaceId::random(entropy).text()}, {"profile", Json::object()}});
  EXPECT_EQ(nowhere.status, 404) << nowhere.body;
  const auto auditor = house.guest("auditor", Role::auditor);
  EXPECT_EQ(
      house
          .post(auditor, "/v1/csv-profiles", {{"place", place.text()}, {"profile", Json::object()}})
          .status,
      403);
}

}  // namespace
}  // namespace relief::api
