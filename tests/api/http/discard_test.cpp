#include <gtest/gtest.h>

#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Json;

/// A house with an account at a bank that opened with nothing, and a statement that begins with
/// more: it was set aside.
class DiscardHttpTest : public ::testing::Test {
 protected:
  DiscardHttpTest() {
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = place,
                       .type = storage::PlaceType::bank,
                       .currency = &currency("AZN"),
                       .organisation = {},
                       .name = "Bank",
                       .iban = "AZ21NABZ00000000137010001944"},
                      1);
      return true;
    });
    id = send(wrong).json().at("id");
  }

  Answer send(std::string_view body) {
    return Client{"127.0.0.1", house.port}.ask(
        {.method = "POST",
         .path = "/v1/statements?place=" + place.text(),
         .bearer = treasurer.token,
         .idempotency_key = "file-" + std::to_string(++files_),
         .body = std::string{body},
         .content_type = "text/plain"});
  }
  Answer discard(const std::string& statement, const std::string& key = "") {
    return house.post(treasurer, "/v1/statements/" + statement + "/discard", reason, key);
  }
  Json shown() { return house.get(treasurer, "/v1/statements/" + id).json(); }

  static constexpr std::string_view wrong =
      ":20:S1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:60F:C260101AZN9,00\n"
      ":62F:C260131AZN9,00\n-\n";
  static constexpr std::string_view right =
      ":20:S1\n:25:AZ21NABZ00000000137010001944\n:28C:1/1\n:60F:C260101AZN0,00\n"
      ":62F:C260131AZN0,00\n-\n";

  const Json reason{{"reason_code", "wrong_file"}};
  Entropy entropy = system_entropy();
  test::OpenHouse house;
  test::Guest treasurer = house.guest("treasurer", Role::treasurer);
  PlaceId place = PlaceId::random(entropy);
  std::string id;

 private:
  int files_ = 0;
};

TEST_F(DiscardHttpTest, TellsWhoDiscardedItWhenAndWhy) {
  const auto done = discard(id, "one");
  ASSERT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(done.json().at("state"), "discarded");
  EXPECT_EQ(done.json().at("statements"), Json::array({id}));
  EXPECT_EQ(shown().at("state"), "discarded");
  EXPECT_EQ(shown().at("discard"), (Json{{"reason_code", "wrong_file"},
                                         {"by", treasurer.actor.person.text()},
                                         {"at", to_text(house.now)}}));
  EXPECT_FALSE(shown().at("reasons").empty());

  const auto again = discard(id, "one");
  EXPECT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.headers.at("idempotency-replayed"), "true");
  EXPECT_EQ(discard(id).status, 409);
}

TEST_F(DiscardHttpTest, LetsTheSameFileAndTheRightOneCome) {
  ASSERT_EQ(discard(id).status, 201);
  const auto again = send(wrong);
  EXPECT_EQ(again.status, 422) << again.body;
  EXPECT_NE(again.json().at("id"), id);
  const auto posted = send(right);
  ASSERT_EQ(posted.status, 201) << posted.body;
  EXPECT_EQ(posted.json().at("verdict"), "posted");
  EXPECT_EQ(discard(posted.json().at("id")).status, 409);
}

TEST_F(DiscardHttpTest, IsTheTreasurersAndOfWhatIsThere) {
  const auto auditor = house.guest("auditor", Role::auditor);
  EXPECT_EQ(house.post(auditor, "/v1/statements/" + id + "/discard", reason).status, 403);
  EXPECT_EQ(house.post(treasurer, "/v1/statements/" + id + "/discard", Json::object()).status, 400);
  EXPECT_EQ(discard(StatementId::random(entropy).text()).status, 404);
  EXPECT_EQ(shown().at("state"), "quarantined");
  EXPECT_EQ(
      house.post_if(treasurer, "/v1/statements/" + id + "/discard", reason, "\"other\"").status,
      412);
}

}  // namespace
}  // namespace relief::api
