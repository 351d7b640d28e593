#include "ledger/proof/ed25519.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "ledger/base/text.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

SigningKey key_of_ones() { return SigningKey::of_seed(std::string(32, '\x01')); }

std::string bytes_of(const json& hex) { return from_hex(hex.get<std::string>()).value(); }

std::optional<json> vectors(const std::string& name) {
  const auto file = test::read_file(test::shared_folder() / "vectors" / "ed25519" / name);
  if (!file) return std::nullopt;
  return json::parse(*file);
}

TEST(Ed25519Test, SignsTheFirstVectorOfRfc8032) {
  const auto key = SigningKey::of_seed(
      from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").value());
  EXPECT_EQ(to_hex(key.sign("")),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39"
            "701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST(Ed25519Test, SignsThePublicVectors) {
  const auto all = vectors("rfc8032_7.1.json");
  if (!all) GTEST_SKIP() << "the public vectors aren't here";
  for (const auto& row : all->at("vectors")) {
    const auto key = SigningKey::of_seed(bytes_of(row.at("secret")));
    const auto message = bytes_of(row.at("message"));
    const auto signature = bytes_of(row.at("signature"));
    const auto public_key = key.public_key();
    EXPECT_EQ(as_bytes(public_key), bytes_of(row.at("public"))) << row.at("name");
    EXPECT_EQ(key.sign(message), signature) << row.at("name");
    EXPECT_TRUE(verify(public_key, message, signature)) << row.at("name");
  }
}

TEST(Ed25519Test, RefusesEverySpoiltBit) {
  const auto key = key_of_ones();
  const auto signature = key.sign("pay 700 AZN");
  for (std::size_t bit = 0; bit < 512; ++bit) {
    auto spoilt = signature;
    spoilt[bit / 8] = static_cast<char>(spoilt[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(verify(key.public_key(), "pay 700 AZN", spoilt)) << bit;
  }
  EXPECT_TRUE(verify(key.public_key(), "pay 700 AZN", signature));
  EXPECT_FALSE(verify(key.public_key(), "pay 7000 AZN", signature));
  EXPECT_FALSE(
      verify(SigningKey::of_seed(std::string(32, '\x02')).public_key(), "pay 700 AZN", signature));
}

TEST(Ed25519Test, ASignatureHas64Bytes) {
  const auto key = key_of_ones();
  const auto signature = key.sign("m");
  for (const auto& other : {std::string{}, signature.substr(1), signature + "x"}) {
    EXPECT_FALSE(verify(key.public_key(), "m", other));
  }
}

TEST(Ed25519Test, TakesAnyBytesForAKeyWithoutHarm) {
  for (int value = 0; value < 256; ++value) {
    const auto key = public_key_of(std::string(32, static_cast<char>(value)));
    EXPECT_FALSE(verify(key, "m", std::string(64, '\x01')));
  }
}

TEST(Ed25519Test, KnowsTheFourteenKeysOfLowOrder) {
  const auto all = vectors("low-order-public-keys.json");
  if (!all) GTEST_SKIP() << "the public vectors aren't here";
  EXPECT_EQ(all->at("keys").size(), 14U);
  const auto forged = bytes_of(all->at("forged_signature_hex"));
  for (const auto& row : all->at("keys")) {
    const auto key = public_key_of(bytes_of(row.at("public_key_hex")));
    EXPECT_TRUE(is_low_order(key)) << row;
    for (int amount = 0; amount < 64; ++amount) {
      EXPECT_FALSE(verify(key, "approve " + std::to_string(amount) + " EUR", forged)) << row;
    }
  }
}

TEST(Ed25519Test, AnHonestKeyIsNotOfLowOrder) {
  EXPECT_FALSE(is_low_order(key_of_ones().public_key()));
  EXPECT_TRUE(is_low_order(PublicKey{}));
}

/// The signature with the group's order added to its second half: the same to whoever doesn't look.
std::string with_order_added(std::string signature) {
  const auto order =
      from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]);
    carry += static_cast<unsigned char>(order[i]);
    signature[32 + i] = static_cast<char>(carry & 0xffU);
    carry >>= 8U;
  }
  return signature;
}

TEST(Ed25519Test, OneSignatureHasOneSpelling) {
  const auto key = key_of_ones();
  const auto signature = key.sign("m");
  auto malleable = signature;
  for (int times = 0; times < 15; ++times) {
    malleable = with_order_added(malleable);
    EXPECT_FALSE(verify(key.public_key(), "m", malleable)) << times;
  }
}

TEST(Ed25519Test, OneKeyHasOneSpelling) {
  const auto key = [](const std::string& low, const std::string& high) {
    return public_key_of(from_hex(low + std::string(60, 'f') + high).value());
  };
  EXPECT_TRUE(is_canonical(key("ec", "7f")));
  for (const auto* low : {"ed", "ee", "ef", "f0", "ff"}) {
    for (const auto* high : {"7f", "ff"}) {
      EXPECT_FALSE(is_canonical(key(low, high))) << low << high;
      EXPECT_FALSE(verify(key(low, high), "m", std::string(64, '\0')));
    }
    EXPECT_TRUE(is_canonical(key(low, "7e")));
  }
  EXPECT_TRUE(is_canonical(key_of_ones().public_key()));
}

TEST(Ed25519Test, JudgesTheVectorsOfWycheproof) {
  const auto folder = test::shared_folder() / "vectors" / "wycheproof";
  auto file = test::read_file(folder / "ed25519_test.json");
  if (!file) file = test::read_file(folder / "ed25519.json");
  if (!file) GTEST_SKIP() << "the public vectors aren't here";
  const auto all = json::parse(*file);
  for (const auto& group : all.at("testGroups")) {
    const auto& named = group.contains("publicKey") ? group.at("publicKey") : group.at("key");
    const auto key = public_key_of(bytes_of(named.at("pk")));
    for (const auto& row : group.at("tests")) {
      EXPECT_EQ(verify(key, bytes_of(row.at("msg")), bytes_of(row.at("sig"))),
                row.at("result") == "valid")
          << row.at("tcId") << " " << row.at("comment");
    }
  }
}

TEST(Ed25519Test, MakesAKeyOfThirtyTwoRandomBytes) {
  const Entropy ones = [](std::span<unsigned char> bytes) {
    EXPECT_EQ(bytes.size(), 32U);
    std::ranges::fill(bytes, 1);
  };
  EXPECT_EQ(SigningKey::generate(ones).public_key(), key_of_ones().public_key());
}

TEST(Ed25519Test, KeysGoThroughPem) {
  const auto key = key_of_ones();
  EXPECT_TRUE(key.pem().starts_with("-----BEGIN PRIVATE KEY-----\n"));
  EXPECT_EQ(SigningKey::of_pem(key.pem()).sign("m"), key.sign("m"));
  EXPECT_TRUE(pem_of(key.public_key()).starts_with("-----BEGIN PUBLIC KEY-----\n"));
  EXPECT_EQ(public_key_of_pem(pem_of(key.public_key())), key.public_key());
}

TEST(Ed25519Test, RefusesWhatIsNoKey) {
  const auto key = key_of_ones();
  constexpr std::string_view another_curve =
      "-----BEGIN PUBLIC KEY-----\n"
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEktpaIhTBfFagcGkoaRDfSa1Q9OYo\n"
      "IqKC6RKp1ChWho4VsDHmkJEadfo0+ovE+dLYFSEC3/2O3Lkj3LJV64VYHQ==\n"
      "-----END PUBLIC KEY-----\n";
  constexpr std::string_view under_a_passphrase =
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
      "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiuNhAN0H5yWgICCAAw\n"
      "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEEjC8uC3V8DjkrwFBzQZawwEQGvG\n"
      "M/3Pbh3xag4f9WaugSEiBF4RVY8bA8mUvQ7nDXP6ihe8D3CyVFqPrka+1ZQVTpCt\n"
      "7CcOG3sBNZEh6VX8KbE=\n"
      "-----END ENCRYPTED PRIVATE KEY-----\n";
  for (const auto& text :
       {std::string{}, std::string{"x"}, std::string{under_a_passphrase}, pem_of(key.public_key()),
        std::string(5000, 'x'), key.pem().substr(0, 60)}) {
    EXPECT_EQ(test::refusal([&] { SigningKey::of_pem(text); }), Errc::malformed);
  }
  for (const auto& text :
       {std::string{}, std::string{another_curve}, key.pem(), std::string(5000, 'x')}) {
    EXPECT_EQ(test::refusal([&] { public_key_of_pem(text); }), Errc::malformed);
  }
  EXPECT_EQ(test::refusal([] { SigningKey::of_seed("short"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { public_key_of("short"); }), Errc::malformed);
}

}  // namespace
}  // namespace relief
