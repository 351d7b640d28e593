#include "ledger/people/commitment.h"

#include <gtest/gtest.h>

#include "ledger/people/entropy.h"
#include "ledger/people/hmac.h"

namespace relief {
namespace {

constexpr std::string_view iban = "AZ21NABZ00000000137010001944";

TEST(CommitmentTest, OpensToItsBytesOnly) {
  for (const std::string_view bytes : {iban, std::string_view{}}) {
    const auto commitment = commit_to(bytes, system_entropy());
    EXPECT_EQ(commitment.value, hmac_sha256(commitment.key, bytes));
    EXPECT_TRUE(opens(commitment.value, commitment.key, bytes));
    EXPECT_FALSE(opens(commitment.value, commitment.key, "AZ21NABZ00000000137010001945"));
  }
}

TEST(CommitmentTest, TheSameBytesNeverCommitToTheSameValue) {
  EXPECT_NE(commit_to(iban, system_entropy()).value, commit_to(iban, system_entropy()).value);
}

TEST(CommitmentTest, AnotherKeyOrValueDoesNotOpen) {
  const auto [value, key] = commit_to(iban, system_entropy());
  EXPECT_FALSE(opens(value, std::string(32, 'k'), iban));
  EXPECT_FALSE(opens(std::string(32, 'v'), key, iban));
  EXPECT_FALSE(opens(value.substr(1), key, iban));
  EXPECT_FALSE(opens(value, "", iban));
}

TEST(CommitmentTest, APaddedKeyDoesNotOpen) {
  const auto [value, key] = commit_to(iban, system_entropy());
  const auto padded = key + '\0';
  EXPECT_EQ(hmac_sha256(padded, iban), value);
  EXPECT_FALSE(opens(value, padded, iban));
}

}  // namespace
}  // namespace relief
