#include "ledger/aid/iban.h"

#include <string>

#include <gtest/gtest.h>

#include "ledger/base/error.h"

namespace relief {
namespace {

std::string sentence(std::string_view text) {
  try {
    require_iban(text, "/payout/iban");
    return "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::malformed);
    EXPECT_EQ(error.faults().front().pointer, "/payout/iban");
    return error.what();
  }
}

TEST(IbanTest, TakesWellKnownExamples) {
  for (const auto* iban :
       {"AZ21NABZ00000000137010001944", "DE89370400440532013000", "GB29NWBK60161331926819",
        "NO9386011117947", "TR330006100519786457841326", "GE29NB0000000101904917",
        "FR1420041010050500013M02606"}) {
    EXPECT_EQ(sentence(iban), "taken") << iban;
    EXPECT_TRUE(is_iban(iban));
  }
}

TEST(IbanTest, EverySingleDigitErrorIsFound) {
  const std::string good = "AZ21NABZ00000000137010001944";
  for (std::size_t at = 2; at < good.size(); ++at) {
    if (good[at] > '9') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto bad = good;
      bad[at] = digit;
      EXPECT_EQ(is_iban(bad), bad == good) << bad;
    }
  }
}

TEST(IbanTest, EveryTranspositionOfNeighboursIsFound) {
  const std::string good = "AZ21NABZ00000000137010001944";
  for (std::size_t at = 4; at + 1 < good.size(); ++at) {
    auto bad = good;
    std::swap(bad[at], bad[at + 1]);
    EXPECT_EQ(is_iban(bad), bad == good) << bad;
  }
}

TEST(IbanTest, SaysWhatIsWrong) {
  EXPECT_EQ(sentence("AZ21 NABZ 0000 0000 1370 1000 1944"),
            "an IBAN has only capital letters and digits, without spaces");
  EXPECT_EQ(sentence("az21nabz00000000137010001944"),
            "an IBAN has only capital letters and digits, without spaces");
  EXPECT_EQ(sentence(""), "an IBAN starts with a country that has them");
  EXPECT_EQ(sentence("US21NABZ00000000137010001944"),
            "an IBAN starts with a country that has them");
  EXPECT_EQ(sentence("AZ21NABZ0000000013701000194"), "an IBAN of this country has another length");
  EXPECT_EQ(sentence("AZ21NAB100000000137010001944"),
            "an IBAN of Azerbaijan names its bank by four letters");
  EXPECT_EQ(sentence("AZ22NABZ00000000137010001944"),
            "the check digits of this IBAN don't agree; a character is wrong");
  EXPECT_EQ(sentence("AZA1NABZ00000000137010001944"),
            "the check digits of this IBAN don't agree; a character is wrong");
}

TEST(IbanTest, RefusesTheSecondSpellingOfCheckDigits) {
  const auto agrees_twice = [](const std::string& account, const char* check, const char* alias) {
    const auto iban = [&](const char* two) { return std::string{"AZ"} + two + "NABZ" + account; };
    return is_iban(iban(check)) && is_iban(iban(alias));
  };
  int found = 0;
  for (int i = 0; i < 200; ++i) {
    const auto account = "0000000" + std::to_string(1000000000000 + i);
    EXPECT_FALSE(agrees_twice(account, "97", "00"));
    EXPECT_FALSE(agrees_twice(account, "98", "01"));
    EXPECT_FALSE(agrees_twice(account, "02", "99"));
    if (is_iban("AZ97NABZ" + account)) ++found;
  }
  EXPECT_GT(found, 0);
}

TEST(IbanTest, KnowsTheShapeOfABic) {
  EXPECT_TRUE(is_bic("NABZAZ2C"));
  EXPECT_TRUE(is_bic("NABZAZ2CXXX"));
  EXPECT_FALSE(is_bic("NABZAZ2"));
  EXPECT_FALSE(is_bic("NABZAZ2CX"));
  EXPECT_FALSE(is_bic("nabzaz2c"));
  EXPECT_FALSE(is_bic("NAB1AZ2C"));
  EXPECT_FALSE(is_bic("NABZAZ1C"));
  EXPECT_FALSE(is_bic("NABZAZ2O"));
}

}  // namespace
}  // namespace relief
