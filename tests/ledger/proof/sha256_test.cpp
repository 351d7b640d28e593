#include "ledger/proof/sha256.h"

#include <gtest/gtest.h>

#include <string>

#include "ledger/base/text.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

std::string hex(const Hash& hash) { return to_hex(as_bytes(hash)); }

TEST(Sha256Test, HashesTheExamplesOfFips180) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, PartsHashAsTheirWhole) {
  EXPECT_EQ(sha256_of({"a", "", "bc"}), sha256("abc"));
  EXPECT_EQ(sha256_of({}), sha256(""));
}

TEST(Sha256Test, AHashHas32Bytes) {
  const auto hash = sha256("abc");
  EXPECT_EQ(hash_of(as_bytes(hash)), hash);
  for (const std::size_t size : {0U, 31U, 33U}) {
    EXPECT_EQ(test::refusal([&] { hash_of(std::string(size, 'a')); }), Errc::malformed) << size;
  }
}

}  // namespace
}  // namespace relief
