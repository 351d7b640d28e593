#include "ledger/people/derive.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {
namespace {

TEST(DeriveTest, IsHkdfOfRfc5869) {
  EXPECT_EQ(to_hex(derive_bytes(*from_hex("000102030405060708090a0b0c"),
                                *from_hex("f0f1f2f3f4f5f6f7f8f9"), std::string(22, '\x0b'), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
            "34007208d5b887185865");
}

TEST(DeriveTest, EachKeyPurposeAndMessageHasBytesOfItsOwn) {
  const std::set<std::string> all{
      derive_bytes("key", "purpose", "message", 16), derive_bytes("yek", "purpose", "message", 16),
      derive_bytes("key", "purpos", "emessage", 16), derive_bytes("key", "purposem", "essage", 16),
      derive_bytes("key", "message", "purpose", 16)};
  EXPECT_EQ(all.size(), 5U);
}

TEST(DeriveTest, TakesLongMessages) {
  EXPECT_EQ(derive_bytes("key", "purpose", std::string(100'000, 'm'), 16).size(), 16U);
}

TEST(DeriveTest, KeepsItsLimits) {
  EXPECT_THROW(derive_bytes("", "purpose", "message", 16), InvariantBroken);
  EXPECT_THROW(derive_bytes("key", "", "message", 16), InvariantBroken);
  EXPECT_THROW(derive_bytes("key", "purpose", "", 16), InvariantBroken);
  EXPECT_THROW(derive_bytes("key", std::string(1024, 'p'), "message", 16), InvariantBroken);
  EXPECT_EQ(derive_bytes("key", std::string(1023, 'p'), "message", 16).size(), 16U);
  EXPECT_THROW(derive_bytes("key", "purpose", "message", 0), InvariantBroken);
  EXPECT_EQ(derive_bytes("key", "purpose", "message", 8160).size(), 8160U);
  EXPECT_THROW(derive_bytes("key", "purpose", "message", 8161), InvariantBroken);
}

}  // namespace
}  // namespace relief
