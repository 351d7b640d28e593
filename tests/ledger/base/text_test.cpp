#include "ledger/base/text.h"

#include <gtest/gtest.h>

namespace relief {
namespace {

TEST(TextTest, EncodesTheVectorsOfRfc4648) {
  EXPECT_EQ(to_base64("foob"), "Zm9vYg==");
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
  EXPECT_EQ(to_base32("fooba"), "mzxw6ytb");
  EXPECT_EQ(to_hex("foo"), "666f6f");
}

TEST(TextTest, DecodesWhatItEncodes) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    bytes += static_cast<char>(i);
  }
}

TEST(TextTest, OneValueHasOneSpelling) {
  for (const auto* text : {"Zm9vYh==", "Zm9vYg=", "Zm9vYg", "Zm9v Yg=", "A===", "===="}) {
    EXPECT_FALSE(from_base64(text).has_value()) << text;
  }
  EXPECT_FALSE(from_base64url("Zm9vYh").has_value());
  EXPECT_FALSE(from_hex("ABCD").has_value());
  EXPECT_FALSE(from_hex("abc").has_value());
}

TEST(TextTest, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("Kömək Fondu ₼ 𐀀"));
  for (const auto* text : {"\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x80"}) {
    EXPECT_FALSE(is_utf8(text));
  }
  EXPECT_EQ(characters_of("Kömək"), 5U);
}

}  // namespace
}  // namespace relief
