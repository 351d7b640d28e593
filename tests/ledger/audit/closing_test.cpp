#include "ledger/audit/closing.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::audit {
namespace {

using relief::test::refusal;

class ClosingTest : public ::testing::Test {
 protected:
  ClosingTest() { give("2025-03-04", 1000); }

  void give(const std::string& day, int units) {
    closing.take(
        {.on = parse_date(day),
         .lines = pair("1100", "4100", "plc", "fnd", "don", Money{units, currency("AZN")})});
  }
  std::optional<Errc> close(const std::string& month) {
    return refusal([&] { closing.close(month, parse_date("2026-02-01")); });
  }
  void reconcile(const std::string& day, int units = 1000) {
    closing.reconcile("plc", parse_date(day), units);
  }

  Closing closing;
};

TEST_F(ClosingTest, AMonthClosesAfterItsPlacesAreReconciledOnItsLastDay) {
  EXPECT_EQ(close("2025-03"), Errc::refused);
  reconcile("2025-03-30");
  EXPECT_EQ(close("2025-03"), Errc::refused);
  reconcile("2025-03-31");
  EXPECT_EQ(close("2025-03"), std::nullopt);
  EXPECT_EQ(close("2025-03"), Errc::refused);
  EXPECT_EQ(refusal([&] { give("2025-03-31", 5); }), Errc::refused);
  EXPECT_EQ(refusal([&] { give("2025-02-01", 5); }), Errc::refused);
  EXPECT_EQ(refusal([&] { give("2025-04-01", 5); }), std::nullopt);
}

TEST_F(ClosingTest, APlaceIsReconciledWithWhatItHolds) {
  reconcile("2025-03-31");
  give("2025-03-10", 5);
  EXPECT_EQ(close("2025-03"), Errc::refused) << "something came for the month afterwards";
  reconcile("2025-03-31", 1005);
  EXPECT_EQ(close("2025-03"), std::nullopt);
}

TEST_F(ClosingTest, APlaceWhoseMoneyHasNotMovedYetNeedsNoReconciliation) {
  EXPECT_EQ(close("2025-02"), std::nullopt);
}

TEST_F(ClosingTest, MonthsCloseInOrderAndWhenTheyAreOver) {
  for (const auto* day : {"2025-03-31", "2025-05-31", "2026-02-28"}) reconcile(day);
  EXPECT_EQ(close("2026-02"), Errc::refused);
  EXPECT_EQ(close("2025-03"), std::nullopt);
  EXPECT_EQ(close("2025-05"), Errc::refused);
  EXPECT_EQ(close("202503"), Errc::malformed);
}

TEST_F(ClosingTest, ADecemberClosesAfterItsYear) {
  reconcile("2025-12-31");
  EXPECT_EQ(close("2025-12"), Errc::refused);
  EXPECT_TRUE(closing.year_end(2024, {}).empty());
  EXPECT_TRUE(closing.year_end(2025, "another").empty());
  const auto lines = closing.year_end(2025, "fnd");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].amount.units_text(), "-1000");
  closing.take({.on = parse_date("2025-12-31"), .lines = lines});
  EXPECT_EQ(close("2025-12"), std::nullopt);
}

TEST_F(ClosingTest, WhatComesInTheNewYearIsNotOfTheOld) {
  give("2026-01-05", 7);
  EXPECT_EQ(closing.year_end(2025, {}).front().amount.units_text(), "-1000");
  EXPECT_EQ(closing.year_end(2026, {}).front().amount.units_text(), "-1007");
}

}  // namespace
}  // namespace relief::audit
