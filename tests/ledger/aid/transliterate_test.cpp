#include "ledger/aid/transliterate.h"

#include <gtest/gtest.h>

namespace relief {
namespace {

TEST(TransliterateTest, SpellsAzerbaijaniForBanks) {
  EXPECT_EQ(transliterated("Əliyeva Günəş Çingiz qızı"), "ELIYEVA GUNES CINGIZ QIZI");
  EXPECT_EQ(transliterated("İsmayılov Xəyal Öməroğlu"), "ISMAYILOV XEYAL OMEROGLU");
  EXPECT_EQ(transliterated("əğıiöşüç ƏĞIİÖŞÜÇ"), "EGIIOSUC EGIIOSUC");
}

TEST(TransliterateTest, TakesOtherLatinLetters) {
  EXPECT_EQ(transliterated("Łukasz Müller-Weiß"), "LUKASZ MULLER-WEISS");
  EXPECT_EQ(transliterated("Zoë O’Brien, Málaga"), "ZOE O'BRIEN, MALAGA");
}

TEST(TransliterateTest, KeepsTheMarksOfTheSetAndTurnsOthersIntoSpaces) {
  EXPECT_EQ(transliterated("a/b-c?d:e(f)g.h,i'j+k"), "A/B-C?D:E(F)G.H,I'J+K");
  EXPECT_EQ(transliterated("  a & b_c*  d\t"), "A B C D");
}

TEST(TransliterateTest, RefusesOtherScripts) {
  EXPECT_EQ(transliterated("Алиева"), std::nullopt);
  EXPECT_EQ(transliterated("名前"), std::nullopt);
  EXPECT_EQ(transliterated("Ali \U0001F600"), std::nullopt);
}

TEST(TransliterateTest, RefusesWhatSaysNothing) {
  EXPECT_EQ(transliterated(""), std::nullopt);
  EXPECT_EQ(transliterated(" - . "), std::nullopt);
  EXPECT_EQ(transliterated("\xff\xfe"), std::nullopt);
  EXPECT_EQ(transliterated("Ali \xc9"), std::nullopt);
}

}  // namespace
}  // namespace relief
