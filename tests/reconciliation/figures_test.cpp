#include "reconciliation/figures.h"

#include <gtest/gtest.h>

namespace relief::reconciliation::figures_test {
namespace {

const Currency& azn = currency("AZN");
const Currency& jpy = currency("JPY");

std::string units(std::string_view text, const Currency& money = azn) {
  const auto amount = read_amount(text, money);
  return amount ? amount->units_text() : "nothing";
}

TEST(FiguresTest, ReadAmountsAsSchemasLetBanksWriteThem) {
  EXPECT_EQ(units("700"), "70000");
  EXPECT_EQ(units("700.0"), "70000");
  EXPECT_EQ(units("700.00000"), "70000");
  EXPECT_EQ(units("0007.10"), "710");
  EXPECT_EQ(units(".5"), "50");
  EXPECT_EQ(units("5."), "500");
  EXPECT_EQ(units("0.00"), "0");
  EXPECT_EQ(units("15459988", jpy), "15459988");
  EXPECT_EQ(units("9999999999999999.99"), "999999999999999999");
}

TEST(FiguresTest, NeverRound) {
  EXPECT_EQ(units("8.85001"), "nothing");
  EXPECT_EQ(units("8.859"), "nothing");
  EXPECT_EQ(units("1.5", jpy), "nothing");
}

TEST(FiguresTest, RefuseWhatIsNoAmount) {
  for (const auto* text : {"", ".", "-1.00", "+1.00", "1e3", "1,00", "1 000.00", "1.0.0", "x",
                           "12345678901234567890", "NaN"}) {
    EXPECT_EQ(units(text), "nothing") << text;
  }
}

TEST(FiguresTest, ReadTheBanksOwnDay) {
  EXPECT_EQ(read_day("2026-02-28"), parse_date("2026-02-28"));
  EXPECT_EQ(read_day("2026-02-28T23:59:59+04:00"), parse_date("2026-02-28"));
  EXPECT_EQ(read_day("2026-02-28Z"), parse_date("2026-02-28"));
  EXPECT_EQ(read_day("2026-02-28+04:00"), parse_date("2026-02-28"));
}

TEST(FiguresTest, RefuseDaysThatDontExist) {
  for (const auto* text :
       {"", "2026-02-30", "2026-13-01", "20260228", "2026-02-281", "28.02.2026"}) {
    EXPECT_FALSE(read_day(text)) << text;
  }
}

TEST(FiguresTest, ReadNumbersAndTruths) {
  EXPECT_EQ(read_number("0070"), 70);
  EXPECT_FALSE(read_number(""));
  EXPECT_FALSE(read_number("-1"));
  EXPECT_FALSE(read_number("1234567890123456789"));
  EXPECT_EQ(read_truth("true"), true);
  EXPECT_EQ(read_truth("0"), false);
  EXPECT_FALSE(read_truth("yes"));
}

TEST(FiguresTest, KnowOnlyTheFundsCurrencies) {
  EXPECT_EQ(find_currency("AZN"), &azn);
  EXPECT_EQ(find_currency("XXX"), nullptr);
  EXPECT_EQ(find_currency(""), nullptr);
}

}  // namespace
}  // namespace relief::reconciliation::figures_test
