#include "ledger/people/password.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/people/entropy.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

std::string unpadded(const std::string& bytes) {
  auto text = to_base64(bytes);
  text.resize(text.find_last_not_of('=') + 1);
  return text;
}

const std::string salt_and_hash =
    "$" + unpadded(std::string(16, 's')) + "$" + unpadded(std::string(32, 'h'));

TEST(PasswordTest, OpensWithItsOwnPasswordOnly) {
  const Entropy salt = [](std::span<unsigned char> bytes) {
    std::ranges::fill(bytes, static_cast<unsigned char>('s'));
  };
  const auto phc = hash_password("doğru at batareya", salt);
  EXPECT_TRUE(phc.starts_with("$scrypt$ln=16,r=8,p=1$c3Nzc3Nzc3Nzc3Nzc3Nzcw$")) << phc;
  EXPECT_TRUE(verify_password("doğru at batareya", phc));
  EXPECT_FALSE(verify_password("dogru at batareya", phc));
}

TEST(PasswordTest, VerifiesTheVectorsOfRfc7914) {
  const auto file = test::read_file(test::shared_folder() / "vectors/kdf/scrypt-rfc7914.json");
  if (!file) GTEST_SKIP() << "the folder of shared vectors is absent";
  int verified = 0;
  const auto vectors = nlohmann::json::parse(*file);
  for (const auto& vector : vectors.at("cases")) {
    const auto salt = vector.at("S").get<std::string>();
    if (salt.empty()) continue;  // A stored hash has a salt.
    const auto n = vector.at("N").get<unsigned>();
    const auto phc = "$scrypt$ln=" + std::to_string(std::countr_zero(n)) +
                     ",r=" + std::to_string(vector.at("r").get<int>()) +
                     ",p=" + std::to_string(vector.at("p").get<int>()) + "$" + unpadded(salt) +
                     "$" + unpadded(from_hex(vector.at("out").get<std::string>()).value());
    EXPECT_TRUE(verify_password(vector.at("P").get<std::string>(), phc)) << phc;
    EXPECT_FALSE(verify_password("another", phc)) << phc;
    ++verified;
  }
  EXPECT_EQ(verified, 2);
}

TEST(PasswordTest, NobodyHasTheDummysPassword) {
  EXPECT_TRUE(dummy_password_hash().starts_with("$scrypt$ln=16,r=8,p=1$"));
  EXPECT_FALSE(verify_password("a password of anybody", dummy_password_hash()));
}

TEST(PasswordTest, TakesTwelveTo128Characters) {
  for (const std::size_t length : {12U, 128U}) {
    std::string letters;
    for (std::size_t i = 0; i < length; ++i) letters += "ə";
    EXPECT_EQ(test::refusal([&] { require_password(letters); }), std::nullopt);
    EXPECT_EQ(test::refusal([&] { require_password(std::string(length, 'a')); }), std::nullopt);
  }
  for (const std::size_t length : {0U, 11U, 129U, 513U, 1'000'000U}) {
    EXPECT_EQ(test::refusal([&] { require_password(std::string(length, 'a')); }), Errc::malformed);
  }
  EXPECT_EQ(test::refusal([] { require_password("əəəəəəəəəəə"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { require_password("not utf-8 \xc0\x80 at all"); }), Errc::malformed);
}

TEST(PasswordTest, HashesNothingThatIsNoPassword) {
  EXPECT_EQ(test::refusal([] { hash_password("too short", system_entropy()); }), Errc::malformed);
}

TEST(PasswordTest, ATextThatIsTooLongIsNobodysPassword) {
  EXPECT_FALSE(verify_password(std::string(513, 'a'), dummy_password_hash()));
}

TEST(PasswordTest, RefusesStoredHashesThatCostTooMuch) {
  for (const auto* cost : {"ln=18,r=8,p=1", "ln=63,r=1,p=1", "ln=64,r=1,p=1", "ln=17,r=8,p=2",
                           "ln=10,r=9,p=1", "ln=10,r=1,p=17", "ln=10,r=4294967295,p=4294967295",
                           "ln=0,r=8,p=1", "ln=10,r=0,p=1", "ln=10,r=8,p=0"}) {
    const auto phc = std::string{"$scrypt$"} + cost + salt_and_hash;
    EXPECT_THROW(verify_password("any password", phc), InvariantBroken) << phc;
  }
}

TEST(PasswordTest, RefusesStoredHashesOfAnotherSpelling) {
  EXPECT_FALSE(verify_password("any password", "$scrypt$ln=4,r=8,p=1" + salt_and_hash));
  const auto salt = "$" + unpadded(std::string(16, 's'));
  for (const std::string& phc :
       {std::string{}, std::string{"$scrypt$"}, "$argon2id$ln=4,r=8,p=1" + salt_and_hash,
        "scrypt$ln=4,r=8,p=1" + salt_and_hash, "$scrypt$ln=04,r=8,p=1" + salt_and_hash,
        "$scrypt$ln=4,r=8" + salt_and_hash, "$scrypt$r=8,ln=4,p=1" + salt_and_hash,
        "$scrypt$ln=,r=8,p=1" + salt_and_hash, "$scrypt$ln=-4,r=8,p=1" + salt_and_hash,
        "$scrypt$ln=4x,r=8,p=1" + salt_and_hash, "$scrypt$ln=99999999999,r=8,p=1" + salt_and_hash,
        "$scrypt$ln=4,r=8,p=1" + salt_and_hash + "=", "$scrypt$ln=4,r=8,p=1" + salt_and_hash + "$",
        "$scrypt$ln=4,r=8,p=1" + salt, "$scrypt$ln=4,r=8,p=1" + salt + "$",
        "$scrypt$ln=4,r=8,p=1" + salt + "$" + unpadded(std::string(15, 'h')),
        "$scrypt$ln=4,r=8,p=1$$" + unpadded(std::string(32, 'h')),
        "$scrypt$ln=4,r=8,p=1" + salt + "$" + unpadded(std::string(300, 'h'))}) {
    EXPECT_THROW(verify_password("any password", phc), InvariantBroken) << phc;
  }
}

}  // namespace
}  // namespace relief
