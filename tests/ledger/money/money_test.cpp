#include "ledger/money/money.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief {
namespace {

TEST(MoneyTest, DecimalIsTheInverseOfParse) {
  const auto& azn = currency("AZN");
  for (const auto* text : {"0.00", "-0.05", "700.00", "90071992547409931.25"}) {
    EXPECT_EQ(Money::parse(text, azn).decimal(), text);
  }
  EXPECT_EQ(Money::parse("12", currency("JPY")).decimal(), "12");
  EXPECT_EQ(Money::parse("7", azn), Money::parse("7.00", azn));
}

TEST(MoneyTest, RefusesWhatItCannotHoldExactly) {
  for (const auto* text : {"", "-", "1.", ".5", "1.005", "1,000", " 1", "1 ", "1e3", "+1", "-0",
                           "-0.00", "01", "0x1", "1.-5", "--1", "NaN", "١"}) {
    EXPECT_EQ(test::refusal([&] { Money::parse(text, currency("AZN")); }), Errc::malformed) << text;
  }
}

TEST(MoneyTest, SaysHowAnAmountIsWrittenToWhoeverWritesItAnotherWay) {
  for (const auto* text : {"10,50", "1 000.00", "1,000.00", "1.000,00", "1'000", "1\u00a0000.00"}) {
    try {
      Money::parse(text, currency("AZN"));
      ADD_FAILURE() << text;
    } catch (const Error& refusal) {
      EXPECT_NE(std::string_view{refusal.what()}.find("1000.50"), std::string_view::npos)
          << text << ": " << refusal.what();
    }
  }
}

TEST(MoneyTest, RefusesMoreDigitsThanAnyFundHas) {
  EXPECT_EQ(test::refusal([] { Money::parse(std::string(31, '9'), currency("AZN")); }),
            Errc::malformed);
}

TEST(MoneyTest, UnitsHaveOneSpelling) {
  const auto& azn = currency("AZN");
  for (const auto* text : {"0", "-5", "70000"}) {
    EXPECT_EQ(Money::of_units(text, azn).units_text(), text);
  }
  for (const auto* text : {"", "-", "-0", "007", "1.0", "+1", " 1"}) {
    EXPECT_EQ(test::refusal([&] { Money::of_units(text, azn); }), Errc::malformed) << text;
  }
}

TEST(MoneyTest, RefusesAnUnknownCurrency) {
  for (const auto* code : {"", "azn", "XXX", "AZ"}) {
    EXPECT_EQ(test::refusal([&] { currency(code); }), Errc::malformed) << code;
  }
}

TEST(MoneyTest, TwoCurrenciesNeverMeet) {
  EXPECT_THROW(Money::zero(currency("JPY")) + Money::zero(currency("AZN")), InvariantBroken);
}

TEST(MoneyTest, OverflowThrowsInsteadOfWrapping) {
  Money most{std::numeric_limits<Money::Units>::max(), currency("AZN")};
  EXPECT_THROW((most += Money{1, currency("AZN")}), std::overflow_error);
}

}  // namespace
}  // namespace relief
