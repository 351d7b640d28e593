#include <gtest/gtest.h>

#include "reconciliation/match.h"
#include "tests/reconciliation/match_values.h"

namespace relief::reconciliation::match_batch_test {
namespace {

using test::answer;
using test::answers;
using test::azn;
using test::booked;
using test::Items;
using test::line;
using test::Lines;
using test::payment;
using test::rf;

StatementLine batch_line(std::string_view amount, std::optional<long> count) {
  auto result = line(1, amount);
  result.batches = {{"BATCH", count, std::nullopt}};
  return result;
}

TEST(MatchBatchTest, ClosesABatchByNameTotalAndCount) {
  const Items items{payment(2, "-700.00"), payment(1, "-400.00"), booked(payment(3, "-5.00"))};
  EXPECT_EQ(answer(batch_line("-1100.00", 2), items), "1: batch pay_1 pay_2");
  EXPECT_EQ(answer(batch_line("-1100.00", {}), items), "1: batch pay_1 pay_2");
  EXPECT_EQ(answer(batch_line("-1100.00", 3), items),
            "1: unmatched AMOUNT_DIFF (pay_1) (pay_2) (pay_3)");
  EXPECT_EQ(answer(batch_line("-1000.00", 2), items),
            "1: unmatched AMOUNT_DIFF (pay_1) (pay_2) (pay_3)");
  EXPECT_EQ(answer(line(1, "-1100.00", {.batch = "BATCH"}), items), "1: batch pay_1 pay_2");
  EXPECT_EQ(answer(line(1, "-1100.00"), items), "1: unmatched PAID_NOT_INSTRUCTED");
  auto other_total = batch_line("-1100.00", 2);
  other_total.batches[0].total = azn("1101.00");
  EXPECT_EQ(answer(other_total, items), "1: unmatched AMOUNT_DIFF (pay_1) (pay_2) (pay_3)");
}

TEST(MatchBatchTest, SuspectsABatchThatIsBookedTwice) {
  EXPECT_EQ(answer(batch_line("-1100.00", 2),
                   {booked(payment(1, "-400.00")), booked(payment(2, "-700.00"))}),
            "1: unmatched DUPLICATE_PAYMENT_SUSPECTED (pay_1) (pay_2)");
}

TEST(MatchBatchTest, TakesNoSinglePaymentOfABatchForTheBatch) {
  EXPECT_EQ(answer(line(1, "-400.00", {.references = {rf(1)}, .batch = "BATCH"}),
                   {payment(1, "-400.00"), payment(2, "-700.00")}),
            "1: settled pay_1");
}

/// A debit of two payments, with details that name them.
StatementLine detailed_line(std::string_view amount) {
  auto result = batch_line(amount, 2);
  result.details = {{1, azn("-400.00"), {.references = {rf(1)}}},
                    {2, azn("-700.00"), {.references = {rf(2)}}}};
  return result;
}

TEST(MatchBatchTest, AnswersALineOfSeveralDetailByDetail) {
  const Items items{payment(1, "-400.00"), payment(2, "-700.00")};
  EXPECT_EQ(answers({detailed_line("-1100.00")}, items),
            (std::vector<std::string>{"1.1: settled pay_1", "1.2: settled pay_2"}));
  auto stranger = detailed_line("-1100.00");
  stranger.details[1].particulars.references = {rf(9)};
  EXPECT_EQ(answers({stranger}, items),
            (std::vector<std::string>{"1.1: settled pay_1", "1.2: unmatched PAID_NOT_INSTRUCTED"}));
}

TEST(MatchBatchTest, ClosesTheBatchWhereDetailsNameNothing) {
  auto bare = detailed_line("-1100.00");
  for (auto& detail : bare.details) detail.particulars = {};
  EXPECT_EQ(answer(bare, {payment(1, "-400.00"), payment(2, "-700.00")}), "1: batch pay_1 pay_2");
}

TEST(MatchBatchTest, BooksAStatedChargeBesideTheDetails) {
  auto with_charge = detailed_line("-1101.50");
  with_charge.particulars.charges = {{azn("-1.50"), true}};
  const auto matches =
      match_exact(Lines{with_charge}, Items{payment(1, "-400.00"), payment(2, "-700.00")});
  ASSERT_EQ(matches.size(), 3U);
  EXPECT_EQ(matches[0].outcome, Outcome::charge);
  EXPECT_EQ(matches[0].amount, azn("-1.50"));
}

TEST(MatchBatchTest, KeepsALineWholeWhoseDetailsDontAddUp) {
  EXPECT_EQ(answers({detailed_line("-1150.00")}, {payment(1, "-400.00"), payment(2, "-700.00")})
                .at(0)
                .substr(0, 32),
            "1: unmatched DETAIL_SUM_MISMATCH");
}

}  // namespace
}  // namespace relief::reconciliation::match_batch_test
