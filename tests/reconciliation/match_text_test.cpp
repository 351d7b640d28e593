#include "reconciliation/match_text.h"

#include <gtest/gtest.h>

namespace relief::reconciliation::match_text_test {
namespace {

using Words = std::vector<std::string>;

TEST(MatchTextTest, KeepsCapitalsAndDigits) {
  EXPECT_EQ(plain("rf36 9881-8437/2629\r\n"), "RF36988184372629");
  EXPECT_EQ(plain("İanə"), "AN") << "letters that aren't Latin are nothing";
  EXPECT_EQ(plain("ｒＦ１２"), "RF12") << "full-width letters and digits";
  EXPECT_EQ(plain(""), "");
}

TEST(MatchTextTest, TakesCyrillicLettersForThoseTheyLookLike) {
  EXPECT_EQ(plain("РЕВКМНОСТХ"), "PEBKMHOCTX");
  EXPECT_EQ(plain("реаосх"), "PEAOCX");
  EXPECT_EQ(plain("щд"), "");
}

TEST(MatchTextTest, PassesOverBytesThatAreNoText) {
  EXPECT_EQ(plain("A\xFF\x80"
                  "B\xE2\x82"),
            "AB");
  EXPECT_EQ(sounds("\xF0\x9F"), Words{});
}

TEST(MatchTextTest, HearsOneNameInManySpellings) {
  const auto one = sounds("Xədicə");
  EXPECT_EQ(one, sounds("KHADIJA"));
  EXPECT_EQ(one, sounds("Xedice"));
  EXPECT_EQ(one, sounds("Хадиджа"));
  EXPECT_EQ(sounds("Çələbiyev"), sounds("CHALABIYEV"));
  EXPECT_EQ(sounds("Əliyeva"), sounds("Alieva"));
  EXPECT_EQ(sounds("Ağayeva"), sounds("AGHAYEVA"));
  EXPECT_NE(sounds("Kərimova"), sounds("Rəhimova"));
}

TEST(MatchTextTest, ReadsMixedAlphabetsAsLatin) {
  EXPECT_EQ(sounds("Веhruz Неydеrоv"), sounds("Behruz Heyderov"));
  EXPECT_EQ(sounds("Qаlа Аqrо ММС"), sounds("Qala Aqro MMC"))
      << "a word of Cyrillic letters only, beside others that are mixed";
  EXPECT_EQ(sounds("Анна Петрова"), sounds("Anna Petrova"));
}

TEST(MatchTextTest, DividesWordsAtWhatIsNoLetter) {
  EXPECT_EQ(sounds("AB12CD, e'f"), (Words{"ab", "cd", "af"}));
}

TEST(MatchTextTest, LetsAQuestionMarkBeAnyLetter) {
  EXPECT_TRUE(sounds_alike(sounds("P?nahov").at(0), sounds("Pənahov").at(0)));
  EXPECT_FALSE(sounds_alike(sounds("P?nahov").at(0), sounds("Pənahova").at(0)));
  EXPECT_EQ(sounds("? ??"), Words{});
}

}  // namespace
}  // namespace relief::reconciliation::match_text_test
