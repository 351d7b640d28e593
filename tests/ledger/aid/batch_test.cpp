#include "ledger/aid/batch.h"

#include <gtest/gtest.h>

#include "ledger/proof/merkle.h"

namespace relief {
namespace {

BatchLine line(char letter) {
  const std::string bytes(16, letter);
  return {.payment = PaymentId::of(bytes),
          .request = RequestId::of(bytes),
          .version = 2,
          .payout = "commitment",
          .fund = FundId::of(bytes),
          .amount = Money::parse("700.00", currency("AZN"))};
}

TEST(BatchTest, StandsForEachLineInItsOrder) {
  const std::vector lines{line('a'), line('b')};
  const std::vector swapped{line('b'), line('a')};
  EXPECT_EQ(batch_root(lines), batch_root(lines));
  EXPECT_NE(batch_root(lines), batch_root(swapped));
  auto changed = lines;
  changed[1].amount += Money::parse("0.01", currency("AZN"));
  EXPECT_NE(batch_root(lines), batch_root(changed));
  changed = lines;
  changed[0].payout = "other";
  EXPECT_NE(batch_root(lines), batch_root(changed));
}

TEST(BatchTest, HashesTheCanonicalTextOfALine) {
  const std::vector lines{line('a')};
  const auto id = PaymentId::of(std::string(16, 'a')).text().substr(4);
  EXPECT_EQ(batch_root(lines),
            leaf_hash(R"({"currency":"AZN","fund":"fnd_)" + id +
                      R"(","money":"70000","payment":")" + "pay_" + id +
                      R"(","payout":"commitment","request":"req_)" + id + R"(","version":2})"));
}

TEST(BatchTest, HasANameThatBanksTake) {
  const auto id = BatchId::of("0123456789abcdef");
  const auto name = message_id(id);
  EXPECT_LE(name.size(), 35U);
  EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), std::string::npos);
  EXPECT_EQ(batch_of(name), id);
}

TEST(BatchTest, KnowsNoOtherNames) {
  const auto name = message_id(BatchId::of("0123456789abcdef"));
  for (const auto& other : {std::string{}, std::string{"BAT"}, name + "A", "b" + name.substr(1),
                            "PAY" + name.substr(3), name.substr(1)}) {
    EXPECT_FALSE(batch_of(other)) << other;
  }
}

}  // namespace
}  // namespace relief
