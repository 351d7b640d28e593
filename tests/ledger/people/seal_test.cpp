#include "ledger/people/seal.h"

#include <gtest/gtest.h>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/people/entropy.h"

namespace relief::seal_test {
namespace {

const std::string key(32, 'k');
constexpr std::string_view context = "case_a/given_name/1";
constexpr std::string_view plaintext = "Günel";

void zeros(std::span<unsigned char> bytes) {
  std::ranges::fill(bytes, static_cast<unsigned char>(0));
}

TEST(SealTest, OpensWhatItSealed) {
  for (const std::string& text :
       {std::string{}, std::string{plaintext}, std::string(100'000, 'x')}) {
    EXPECT_EQ(open(key, seal(key, text, context, system_entropy()), context), text);
    EXPECT_EQ(open(key, seal(key, text, "", system_entropy()), ""), text);
  }
}

TEST(SealTest, HasTheStatedForm) {
  const auto sealed = seal(key, plaintext, context, system_entropy());
  EXPECT_EQ(sealed.size(), 1 + 12 + plaintext.size() + 16);
  EXPECT_EQ(sealed.front(), '\x01');
  EXPECT_EQ(sealed.find(plaintext), std::string::npos);
  EXPECT_NE(sealed, seal(key, plaintext, context, system_entropy()));
}

// Test case 14 of "The Galois/Counter Mode of Operation" (McGrew and Viega): a key, a nonce and 16
// bytes of zeros.
TEST(SealTest, IsAes256Gcm) {
  const std::string zero(32, '\0');
  EXPECT_EQ(to_hex(seal(zero, zero.substr(0, 16), "", zeros)),
            "01"
            "000000000000000000000000"
            "cea7403d4d606b6e074ec5d3baf39d18"
            "d0d1c8a799996bf0265b98b5d48ab919");
}

TEST(SealTest, EveryByteCounts) {
  const auto sealed = seal(key, plaintext, context, system_entropy());
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THROW(open(key, changed, context), InvariantBroken) << i;
    EXPECT_THROW(open(key, sealed.substr(0, i), context), InvariantBroken) << i;
  }
  EXPECT_THROW(open(key, sealed + "x", context), InvariantBroken);
}

TEST(SealTest, OpensUnderItsOwnKeyAndContextOnly) {
  const auto sealed = seal(key, plaintext, context, system_entropy());
  EXPECT_THROW(open(std::string(32, 'l'), sealed, context), InvariantBroken);
  for (const auto* other :
       {"", "case_b/given_name/1", "case_a/given_name/2", "case_a/given_name/1 "}) {
    EXPECT_THROW(open(key, sealed, other), InvariantBroken) << other;
  }
}

TEST(SealTest, RefusesKeysOfOtherLengths) {
  for (const std::size_t length : {0U, 16U, 31U, 33U}) {
    EXPECT_THROW(seal(std::string(length, 'k'), plaintext, context, system_entropy()),
                 InvariantBroken);
  }
  EXPECT_THROW(MasterKey{"short"}, InvariantBroken);
}

TEST(SealTest, WrapsDataKeysUnderTheMasterKey) {
  const MasterKey master{std::string(32, 'm')};
  const auto person_key = new_person_key(system_entropy());
  const auto wrapped = wrap(master, person_key, "case_a/key/1", system_entropy());
  EXPECT_EQ(unwrap(master, wrapped, "case_a/key/1"), person_key);
  EXPECT_THROW(unwrap(master, wrapped, "case_b/key/1"), InvariantBroken);
  EXPECT_THROW(unwrap(MasterKey{std::string(32, 'n')}, wrapped, "case_a/key/1"), InvariantBroken);
}

TEST(SealTest, TheMasterKeySealsNothingButDataKeys) {
  const MasterKey master{std::string(32, 'm')};
  EXPECT_THROW(wrap(master, plaintext, context, system_entropy()), InvariantBroken);
  const auto sealed = seal(master.bytes(), plaintext, context, system_entropy());
  EXPECT_THROW(unwrap(master, sealed, context), InvariantBroken);
}

TEST(SealTest, EveryDataKeyIsItsOwn) {
  const auto one = new_person_key(system_entropy());
  EXPECT_EQ(one.size(), 32U);
  EXPECT_NE(one, new_person_key(system_entropy()));
}

}  // namespace
}  // namespace relief::seal_test
