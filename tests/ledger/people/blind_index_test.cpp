#include "ledger/people/blind_index.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/refusal.h"

namespace relief {
namespace {

const IndexKey key{std::string(32, 'i')};

TEST(BlindIndexTest, FindsTheSameValueAgain) {
  EXPECT_EQ(blind_index(key, "fin", "5ABC123"), blind_index(key, "fin", "5ABC123"));
  EXPECT_EQ(blind_index(key, "fin", "5ABC123").size(), 32U);
}

TEST(BlindIndexTest, KeepsKeysKindsAndValuesApart) {
  const std::set<std::string> all{
      blind_index(key, "fin", "5ABC123"), blind_index(key, "fin", "5ABC124"),
      blind_index(key, "document", "5ABC123"), blind_index(key, "fi", "n5ABC123"),
      blind_index(IndexKey{std::string(32, 'j')}, "fin", "5ABC123")};
  EXPECT_EQ(all.size(), 5U);
}

TEST(BlindIndexTest, TheKindIsAWord) {
  EXPECT_THROW(blind_index(key, "", "5ABC123"), InvariantBroken);
  EXPECT_THROW(blind_index(key, std::string_view{"fi\0n", 4}, "5ABC123"), InvariantBroken);
}

TEST(BlindIndexTest, APersonalCodeHasOneSpelling) {
  EXPECT_EQ(normalise_fin("5abc12z"), "5ABC12Z");
  EXPECT_EQ(normalise_fin("0HJNP9Z"), "0HJNP9Z");
}

TEST(BlindIndexTest, RefusesWhatIsNoPersonalCode) {
  for (const std::string_view fin :
       {"", "5ABC12", "5ABC1234", "5IBC123", "5ibc123", "5OBC123", "5obc123", "5ABC 23", " 5ABC123",
        "5ABC123\n", "5ƏBC12", "5İBC12", "5ıBC12", "ABCDEFGHJKLMNP"}) {
    EXPECT_EQ(test::refusal([&] { normalise_fin(fin); }), Errc::malformed) << fin;
  }
  EXPECT_EQ(test::refusal([] { normalise_fin({"5ABC123\0", 8}); }), Errc::malformed);
}

}  // namespace
}  // namespace relief
