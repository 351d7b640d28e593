#include "ledger/people/hmac.h"

#include <gtest/gtest.h>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {
namespace {

TEST(HmacTest, MakesTheVectorsOfRfc4231) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(HmacTest, TakesAnEmptyMessage) { EXPECT_EQ(hmac_sha256("key", {}), hmac_sha256("key", "")); }

TEST(HmacTest, HasAKey) { EXPECT_THROW(hmac_sha256("", "message"), InvariantBroken); }

TEST(HmacTest, ComparesBytes) {
  EXPECT_TRUE(equal_bytes("same", "same"));
  EXPECT_TRUE(equal_bytes("", {}));
  EXPECT_FALSE(equal_bytes("same", "sane"));
  EXPECT_FALSE(equal_bytes("same", "same "));
}

}  // namespace
}  // namespace relief
