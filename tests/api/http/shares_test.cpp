#include "api/http/shares.h"

#include <gtest/gtest.h>

namespace relief::api {
namespace {

TEST(SharesTest, KeepsOneNetworkFromTakingAll) {
  Shares shares{2};
  EXPECT_TRUE(shares.take("192.0.2.1"));
  EXPECT_TRUE(shares.take("192.0.2.1"));
  EXPECT_FALSE(shares.take("192.0.2.1"));
  EXPECT_TRUE(shares.take("192.0.2.2"));
  shares.give_back("192.0.2.1");
  EXPECT_TRUE(shares.take("192.0.2.1"));
}

TEST(SharesTest, LetsAProxyOnThisMachineSpeakForEverybody) {
  Shares shares{1};
  EXPECT_TRUE(shares.take(""));
  EXPECT_TRUE(shares.take(""));
}

}  // namespace
}  // namespace relief::api
