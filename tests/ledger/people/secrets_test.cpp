#include "ledger/people/secrets.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/base/text.h"

namespace relief {
namespace {

std::set<std::string> keys_of(const std::string& root) {
  const auto secrets = secrets_of(root);
  return {std::string{secrets.master.bytes()}, std::string{secrets.index.bytes()}, secrets.id_key,
          secrets.idempotency_key};
}

TEST(SecretsTest, EachUseHasAKeyOfItsOwn) {
  const std::string root(32, 'r');
  auto keys = keys_of(root);
  keys.insert(root);
  keys.merge(keys_of(std::string(32, 's')));
  EXPECT_EQ(keys.size(), 9U);
  for (const auto& key : keys) EXPECT_EQ(key.size(), 32U);
}

// A vault sealed by an older program must open under the same root for ever.
TEST(SecretsTest, TheKeysOfARootNeverChange) {
  const auto secrets = secrets_of(std::string(32, 'r'));
  EXPECT_EQ(to_hex(secrets.master.bytes()),
            "7a5737d199d013a7f2572392d54bff8ec989887d387ec230448699225b5d61c1");
  EXPECT_EQ(to_hex(secrets.index.bytes()),
            "8667e68991fe68f880726ab127dc290bb43dc454384e8b46450b4bfb0c1fc34f");
  EXPECT_EQ(to_hex(secrets.id_key),
            "549c32fb6cd046d57a2ac1e4079cab273c6d8d3a394efb28051c87c136d63e94");
  EXPECT_EQ(to_hex(secrets.idempotency_key),
            "47c5545dbeb802c7a35aef23727443a6d680f28f50f69dd59fbfd388b70e5c1c");
}

TEST(SecretsTest, TheRootHas32Bytes) {
  EXPECT_THROW(secrets_of(std::string(31, 'r')), InvariantBroken);
  EXPECT_THROW(secrets_of(std::string(33, 'r')), InvariantBroken);
}

TEST(SecretsTest, ACopyOutlivesItsOriginal) {
  auto original = std::make_optional(secrets_of(std::string(32, 'r')));
  const auto copy = *original;
  original.reset();
  EXPECT_EQ(copy.master.bytes(), secrets_of(std::string(32, 'r')).master.bytes());
  EXPECT_EQ(copy.id_key, secrets_of(std::string(32, 'r')).id_key);
}

TEST(SecretsTest, CleansingLeavesNothing) {
  std::string secret(32, 's');
  const char* const bytes = secret.data();
  cleanse(secret);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(std::count(bytes, bytes + 32, '\0'), 32);
}

}  // namespace
}  // namespace relief
