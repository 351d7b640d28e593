#include "ledger/people/entropy.h"

#include <gtest/gtest.h>

namespace relief {
namespace {

TEST(EntropyTest, FillsWhatItIsGiven) {
  const auto entropy = system_entropy();
  EXPECT_TRUE(random_bytes(entropy, 0).empty());
  EXPECT_NE(random_bytes(entropy, 32), random_bytes(entropy, 32));
  EXPECT_NE(random_bytes(entropy, 32), std::string(32, '\0'));
}

}  // namespace
}  // namespace relief
