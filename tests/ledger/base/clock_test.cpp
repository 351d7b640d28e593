#include "ledger/base/clock.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief {
namespace {

TEST(ClockTest, TextIsTheInverseOfParse) {
  for (const auto* text : {"2024-02-29T00:00:00Z", "2026-11-24T08:30:59Z"}) {
    EXPECT_EQ(to_text(parse_instant(text)), text);
  }
  EXPECT_EQ(to_text(parse_date("2023-01-01")), "2023-01-01");
}

TEST(ClockTest, RefusesDaysThatDoNotExistAndOtherSpellings) {
  for (const auto* text : {"2025-02-29", "2025-02-30", "2025-13-01", "2025-1-01", "25-01-01",
                           "2025/01/01", "2025-01-01 ", "0000-00-00", "2o25-01-01"}) {
    EXPECT_EQ(test::refusal([&] { parse_date(text); }), Errc::malformed) << text;
  }
  for (const auto* text : {"2026-11-24T08:30:00", "2026-11-24T08:30:00+04:00",
                           "2026-11-24T24:00:00Z", "2026-11-24t08:30:00z"}) {
    EXPECT_EQ(test::refusal([&] { parse_instant(text); }), Errc::malformed) << text;
  }
}

TEST(ClockTest, BakuIsFourHoursAhead) {
  EXPECT_EQ(to_text(day_in_baku(parse_instant("2025-12-31T19:59:59Z"))), "2025-12-31");
  EXPECT_EQ(to_text(day_in_baku(parse_instant("2025-12-31T20:00:00Z"))), "2026-01-01");
}

}  // namespace
}  // namespace relief
