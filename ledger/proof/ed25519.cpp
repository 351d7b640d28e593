#include "ledger/proof/ed25519.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>

#include "ledger/base/error.h"
#include "ledger/proof/evp.h"

namespace relief {
namespace {

constexpr std::size_t seed_size = 32;
constexpr std::size_t signature_size = 64;
constexpr std::size_t longest_pem = 4096;  // A key's own PEM has less than 200 bytes.

struct FreeKey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeBio {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};

using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Bio = std::unique_ptr<BIO, FreeBio>;

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Takes what OpenSSL left on this thread's error queue away when it goes: an error found there
/// later would be taken for one of a TLS connection.
struct QuietErrors {
  QuietErrors() = default;
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
  ~QuietErrors() { ERR_clear_error(); }
};

Bio reader(std::string_view pem) {
  require(pem.size() <= longest_pem, Errc::malformed, "this is too long for a key");
  Bio bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  ensure(bio != nullptr, "OpenSSL reads from memory");
  return bio;
}

/// Secure memory or not, what is written here is cleansed when the BIO is freed.
Bio writer() {
  Bio bio{BIO_new(BIO_s_secmem())};
  ensure(bio != nullptr, "OpenSSL writes to memory");
  return bio;
}

std::string written(BIO* bio) {
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

/// Refuses an encrypted key: without it OpenSSL would ask the terminal for the passphrase.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) { return -1; }

PublicKey raw_public_key(const EVP_PKEY* key) {
  PublicKey raw;
  auto size = raw.bytes.size();
  ensure(EVP_PKEY_get_raw_public_key(key, raw.bytes.data(), &size) == 1 && size == 32,
         "an Ed25519 key tells its public key");
  return raw;
}

Key key_of(const PublicKey& raw) {
  Key key{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw.bytes.data(), raw.bytes.size())};
  ensure(key != nullptr, "OpenSSL takes any 32 bytes for a public key");
  return key;
}

/// A key that OpenSSL has made ready to verify with.
class Verifier {
 public:
  explicit Verifier(const PublicKey& key) : key_{key_of(key)}, context_{EVP_MD_CTX_new()} {
    ensure(context_ != nullptr &&
               EVP_DigestVerifyInit(context_.get(), nullptr, nullptr, nullptr, key_.get()) == 1,
           "OpenSSL prepares to verify an Ed25519 signature");
  }

  bool holds(std::string_view message, std::string_view signature) {
    ensure(EVP_DigestVerifyInit(context_.get(), nullptr, nullptr, nullptr, nullptr) == 1,
           "OpenSSL prepares to verify another signature");
    return EVP_DigestVerify(context_.get(), data_of(signature), signature.size(), data_of(message),
                            message.size()) == 1;
  }

 private:
  Key key_;
  DigestContext context_;
};

/// Making a key ready costs a twentieth of a verification, and a log's signatures are of few keys:
/// each thread keeps those that it met last.
Verifier& verifier_of(const PublicKey& key) {
  constexpr std::size_t most = 256;
  thread_local std::map<PublicKey, Verifier> ready;
  const auto found = ready.find(key);
  if (found != ready.end()) return found->second;
  if (ready.size() == most) ready.clear();
  return ready.try_emplace(key, key).first->second;
}

using Encoding = std::array<unsigned char, 32>;

/// 32 bytes, the same one throughout but for the first and the last.
constexpr Encoding encoding(unsigned char first, unsigned char middle, unsigned char last) {
  Encoding bytes{};
  bytes.fill(middle);
  bytes.front() = first;
  bytes.back() = last;
  return bytes;
}

/// The y coordinates of the points of low order; with either sign of x they make 14 encodings.
constexpr std::array<Encoding, 7> low_order_y = {
    encoding(0x00, 0x00, 0x00),  // 0, of order 4
    encoding(0x01, 0x00, 0x00),  // 1, the identity
    encoding(0xec, 0xff, 0x7f),  // p - 1, of order 2
    encoding(0xed, 0xff, 0x7f),  // p, a second spelling of 0
    encoding(0xee, 0xff, 0x7f),  // p + 1, a second spelling of 1
    Encoding{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
             0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
             0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},  // of order 8
    Encoding{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
             0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
             0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},  // of order 8
};

}  // namespace

void SigningKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

SigningKey SigningKey::generate(const Entropy& entropy) {
  std::array<unsigned char, seed_size> seed{};
  entropy(seed);
  auto key = of_seed({reinterpret_cast<const char*>(seed.data()), seed.size()});
  OPENSSL_cleanse(seed.data(), seed.size());
  return key;
}

SigningKey SigningKey::of_seed(std::string_view seed) {
  require(seed.size() == seed_size, Errc::malformed, "an Ed25519 seed has 32 bytes");
  SigningKey key{
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data_of(seed), seed.size())};
  ensure(key.key_ != nullptr, "OpenSSL takes any 32 bytes for a seed");
  return key;
}

SigningKey SigningKey::of_pem(std::string_view pkcs8) {
  const QuietErrors quiet;
  SigningKey key{PEM_read_bio_PrivateKey(reader(pkcs8).get(), nullptr, no_passphrase, nullptr)};
  require(key.key_ != nullptr && EVP_PKEY_get_id(key.key_.get()) == EVP_PKEY_ED25519,
          Errc::malformed, "this isn't an unencrypted Ed25519 private key in PKCS#8 PEM");
  return key;
}

std::string SigningKey::pem() const {
  const auto bio = writer();
  ensure(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                       nullptr) == 1,
         "OpenSSL writes a private key");
  return written(bio.get());
}

PublicKey SigningKey::public_key() const { return raw_public_key(key_.get()); }

std::string SigningKey::sign(std::string_view message) const {
  const DigestContext context{EVP_MD_CTX_new()};
  std::string signature(signature_size, '\0');
  auto size = signature.size();
  ensure(context != nullptr &&
             EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
             EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                            &size, data_of(message), message.size()) == 1 &&
             size == signature_size,
         "OpenSSL signs with Ed25519");
  return signature;
}

bool verify(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != signature_size || is_low_order(key) || !is_canonical(key)) return false;
  const QuietErrors quiet;
  return verifier_of(key).holds(message, signature);
}

bool is_low_order(const PublicKey& key) {
  auto y = key.bytes;
  y.back() &= 0x7fU;  // The top bit is the sign of x.
  return std::ranges::find(low_order_y, y) != low_order_y.end();
}

bool is_canonical(const PublicKey& key) {
  // p = 2^255 - 19, so only a y whose bytes above the lowest are all ones can be p or more.
  auto y = key.bytes;
  y.back() &= 0x7fU;
  return y.front() < 0xed || y.back() != 0x7f ||
         std::any_of(y.begin() + 1, y.end() - 1, [](unsigned char byte) { return byte != 0xff; });
}

PublicKey public_key_of(std::string_view bytes) {
  PublicKey key;
  require(bytes.size() == key.bytes.size(), Errc::malformed, "an Ed25519 key has 32 bytes");
  std::ranges::copy(bytes, key.bytes.begin());
  return key;
}

std::string_view as_bytes(const PublicKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

PublicKey public_key_of_pem(std::string_view spki_pem) {
  const QuietErrors quiet;
  const Key key{PEM_read_bio_PUBKEY(reader(spki_pem).get(), nullptr, no_passphrase, nullptr)};
  require(key != nullptr && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519, Errc::malformed,
          "this isn't an Ed25519 public key in PEM");
  return raw_public_key(key.get());
}

std::string pem_of(const PublicKey& key) {
  const auto bio = writer();
  ensure(PEM_write_bio_PUBKEY(bio.get(), key_of(key).get()) == 1, "OpenSSL writes a public key");
  return written(bio.get());
}

}  // namespace relief
