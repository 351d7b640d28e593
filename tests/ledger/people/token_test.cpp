#include "ledger/people/token.h"

#include <gtest/gtest.h>

#include "ledger/base/text.h"
#include "ledger/people/entropy.h"

namespace relief {
namespace {

TEST(TokenTest, IsReadAsItWasMade) {
  for (int i = 0; i < 100; ++i) {
    const auto made = make_token(system_entropy());
    const auto parsed = parse_token(made.text);
    ASSERT_TRUE(parsed.has_value()) << made.text;
    EXPECT_EQ(parsed->id, made.id);
    EXPECT_TRUE(same_secret(parsed->secret_hash, made.secret_hash));
  }
}

TEST(TokenTest, HasTheStatedForm) {
  const Entropy ones = [](std::span<unsigned char> bytes) {
    std::ranges::fill(bytes, static_cast<unsigned char>(0xff));
  };
  const auto made = make_token(ones);
  EXPECT_EQ(made.text, "rlf_live_Ha16AHYF_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp12mdAXF");
  EXPECT_EQ(made.id, "Ha16AHYF");
  EXPECT_EQ(to_hex(made.secret_hash),
            "3b0167f1f41de3789d5785086c07b95c2926ebaf91e83d23d3e405cba9d478df");
}

TEST(TokenTest, NoTwoAreAlike) {
  const auto one = make_token(system_entropy());
  const auto two = make_token(system_entropy());
  EXPECT_NE(one.id, two.id);
  EXPECT_FALSE(same_secret(one.secret_hash, two.secret_hash));
}

TEST(TokenTest, AnySlipOfThePenIsRefused) {
  const auto text = make_token(system_entropy()).text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'0', 'a', 'Z', '_', '-', ' ', '\0'}) {
      if (text[i] == c) continue;
      auto changed = text;
      changed[i] = c;
      EXPECT_FALSE(parse_token(changed).has_value()) << changed;
    }
    if (i > 0 && text[i] != text[i - 1]) {
      auto swapped = text;
      std::swap(swapped[i], swapped[i - 1]);
      EXPECT_FALSE(parse_token(swapped).has_value()) << swapped;
    }
  }
}

TEST(TokenTest, AnyOtherLengthIsRefused) {
  const auto text = make_token(system_entropy()).text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(parse_token(text.substr(0, i)).has_value()) << i;
  }
  EXPECT_FALSE(parse_token(text + "0").has_value());
  EXPECT_FALSE(parse_token(std::string(1'000'000, 'a')).has_value());
}

}  // namespace
}  // namespace relief
