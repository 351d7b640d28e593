#include <gtest/gtest.h>

#include "ledger/storage/batches.h"
#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

/// A house with two accounts; batches are put there as orders would leave them.
class PaymentsHttpTest : public ::testing::Test {
 protected:
  PaymentsHttpTest() {
    open(here, "AZ21NABZ00000000137010001944");
    open(there, "AZ48CTRE00000000000000014001");
  }

  void open(const PlaceId& place, const std::string& iban) {
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = place,
                       .type = storage::PlaceType::bank,
                       .currency = &currency("AZN"),
                       .organisation = {},
                       .name = "Bank",
                       .iban = iban},
                      1);
      return true;
    });
  }

  std::string ordered(const PlaceId& place, std::uint64_t seq,
                      storage::BatchState state = storage::BatchState::ordered) {
    const storage::Batch batch{.id = BatchId::random(entropy),
                               .place = place,
                               .execution_date = parse_date("2026-03-02"),
                               .count = 1,
                               .total = Money::parse("700.00", currency("AZN")),
                               .payer = "Fund",
                               .state = state,
                               .ordered_by = treasurer.actor.person,
                               .ordered_at = house.now,
                               .seq = seq};
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx, batch);
      return true;
    });
    return batch.id.text();
  }

  using Ids = std::vector<std::string>;

  Ids listed(const std::string& query) {
    const auto answer = house.get(treasurer, "/v1/payment-batches" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto body = answer.json();
    Ids ids;
    for (const auto& item : body.at("items")) ids.push_back(item.at("id"));
    return ids;
  }

  Entropy entropy = system_entropy();
  test::OpenHouse house;
  test::Guest treasurer = house.guest("treasurer", Role::treasurer);
  PlaceId here = PlaceId::random(entropy);
  PlaceId there = PlaceId::random(entropy);
};

TEST_F(PaymentsHttpTest, ListsBatchesInTheirOrderPageByPage) {
  const auto second = ordered(here, 7), first = ordered(here, 5), third = ordered(there, 8);
  EXPECT_EQ(listed(""), (Ids{first, second, third}));
  const auto page = house.get(treasurer, "/v1/payment-batches?limit=2").json();
  EXPECT_EQ(page.at("next_cursor"), second);
  EXPECT_EQ(page.at("items")[0].at("total").at("amount"), "700.00");
  EXPECT_FALSE(page.at("items")[0].contains("payments")) << "they are in the batch itself";
  EXPECT_EQ(listed("?cursor=" + second), (Ids{third}));
  EXPECT_EQ(house.get(house.guest("custodian", Role::custodian), "/v1/payment-batches").status,
            403);
}

TEST_F(PaymentsHttpTest, ListsBatchesOfAPlaceAndInAState) {
  const auto first = ordered(here, 5), second = ordered(there, 6);
  const auto cancelled = ordered(here, 7, storage::BatchState::cancelled);
  EXPECT_EQ(listed("?place=" + here.text()), (Ids{first, cancelled}));
  EXPECT_EQ(listed("?state=cancelled"), (Ids{cancelled}));
  EXPECT_EQ(listed("?state=ordered&place=" + there.text()), (Ids{second}));
  const auto wrong = house.get(treasurer, "/v1/payment-batches?state=lost");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.json().at("errors")[0].at("pointer"), "/state");
}

}  // namespace
}  // namespace relief::api
