#include "ledger/aid/reference.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

#include "ledger/base/error.h"

namespace relief {
namespace {

std::string made(unsigned seed) {
  std::mt19937 random{seed};
  std::string bytes;
  for (int i = 0; i < 16; ++i) bytes += static_cast<char>(random() % 256);
  return make_reference(bytes);
}

using Found = std::vector<std::string>;

TEST(ReferenceTest, HasKnownBytes) {
  EXPECT_EQ(make_reference(std::string(16, '\0')), "RF04000000000000");
  EXPECT_EQ(make_reference("\x0a\x2a\x4a\x6a\x8a\xaa\xca\xea\x1f\x3f\x5f\x7f...."),
            make_reference("\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x1f\x1f\x1f\x1f...."));
}

TEST(ReferenceTest, IsAReferenceOfSixteenCharacters) {
  std::set<std::string> all;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const auto reference = made(seed);
    EXPECT_EQ(reference.size(), 16U);
    EXPECT_TRUE(is_reference(reference)) << reference;
    all.insert(reference);
  }
  EXPECT_EQ(all.size(), 2000U);
}

TEST(ReferenceTest, NeedsSixteenBytes) { EXPECT_THROW(make_reference("short"), InvariantBroken); }

TEST(ReferenceTest, TakesTheWellKnownExampleOfTheStandard) {
  EXPECT_TRUE(is_reference("RF18539007547034"));
}

TEST(ReferenceTest, RefusesOtherSpellings) {
  EXPECT_TRUE(is_reference("RF04000000000000"));
  EXPECT_FALSE(is_reference("RF0400000000000"));
  EXPECT_FALSE(is_reference("RF040000000000000"));
  EXPECT_FALSE(is_reference("rf04000000000000"));
  EXPECT_FALSE(is_reference("RF05000000000000"));
  EXPECT_FALSE(is_reference("RFA0000000000000"));
  EXPECT_FALSE(is_reference("XX04000000000000"));
  EXPECT_FALSE(is_reference("RF0400000000000O"));
  EXPECT_FALSE(is_reference(""));
}

TEST(ReferenceTest, EverySubstitutionOfADigitByADigitIsFound) {
  const auto good = made(7);
  for (std::size_t at = 2; at < good.size(); ++at) {
    if (good[at] > '9') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto bad = good;
      bad[at] = digit;
      EXPECT_EQ(is_reference(bad), bad == good) << bad;
    }
  }
}

TEST(ReferenceTest, IsFoundInFreeText) {
  const auto one = made(1);
  const auto two = made(2);
  EXPECT_EQ(references_in("PAYMENT " + one + " THANKS"), Found{one});
  EXPECT_EQ(references_in(one + "/" + two), (Found{one, two}));
  EXPECT_EQ(references_in("EREF+" + one + "SVWZ+" + two), (Found{one, two}));
  EXPECT_EQ(references_in(one + " " + one), Found{one});
}

TEST(ReferenceTest, IsFoundInGroupsSmallLettersAndBrokenLines) {
  const auto one = made(3);
  const auto grouped =
      one.substr(0, 4) + " " + one.substr(4, 4) + " " + one.substr(8, 4) + " " + one.substr(12);
  auto small = grouped;
  for (auto& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  EXPECT_EQ(references_in("ref. " + grouped + " of May"), Found{one});
  EXPECT_EQ(references_in(small), Found{one});
  EXPECT_EQ(references_in(one.substr(0, 7) + "\r\n" + one.substr(7)), Found{one});
}

TEST(ReferenceTest, IsNotFoundWhereThereIsNone) {
  auto wrong = made(4);
  wrong[2] = wrong[2] == '1' ? '2' : '1';
  EXPECT_EQ(references_in(wrong), Found{});
  EXPECT_EQ(references_in(made(4).substr(0, 15)), Found{});
  EXPECT_EQ(references_in("RF RF RF RFRFRFRFRFRFRFRF"), Found{});
  EXPECT_EQ(references_in("Qəbz № 12, R.F."), Found{});
  EXPECT_EQ(references_in(""), Found{});
}

TEST(ReferenceTest, LongTextTakesLinearTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "RF" + std::string(40, ' ');
  EXPECT_EQ(references_in(text + made(5)), Found{made(5)});
}

}  // namespace
}  // namespace relief
