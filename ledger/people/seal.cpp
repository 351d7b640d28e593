#include "ledger/people/seal.h"

#include <openssl/evp.h>

#include <memory>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr char format = 0x01;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = 1 + nonce_bytes;
constexpr std::size_t most_bytes = 1U << 30U;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* cipher) const noexcept { EVP_CIPHER_CTX_free(cipher); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

enum class Direction { open, seal };

const unsigned char* in(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Cipher start(Direction direction, std::string_view key, std::string_view nonce,
             std::string_view context) {
  ensure(key.size() == key_bytes, "what seals and opens is a key of 32 bytes");
  ensure(context.size() <= most_bytes, "the context of a seal is short");
  Cipher cipher{EVP_CIPHER_CTX_new()};
  ensure(cipher && EVP_CipherInit_ex2(cipher.get(), EVP_aes_256_gcm(), in(key), in(nonce),
                                      direction == Direction::seal ? 1 : 0, nullptr) == 1,
         "OpenSSL starts AES-256-GCM with a key and a nonce of their lengths");
  int length = 0;
  ensure(context.empty() || EVP_CipherUpdate(cipher.get(), nullptr, &length, in(context),
                                             static_cast<int>(context.size())) == 1,
         "OpenSSL binds any context to a seal");
  return cipher;
}

std::string pass(const Cipher& cipher, std::string_view bytes) {
  std::string passed(bytes.size(), '\0');
  int length = 0;
  ensure(bytes.empty() || EVP_CipherUpdate(cipher.get(), out(passed), &length, in(bytes),
                                           static_cast<int>(bytes.size())) == 1,
         "OpenSSL passes any bytes through AES-256-GCM");
  return passed;
}

bool finish(const Cipher& cipher) {
  unsigned char nothing_more = 0;
  int length = 0;
  return EVP_CipherFinal_ex(cipher.get(), &nothing_more, &length) == 1;
}

}  // namespace

std::string new_person_key(const Entropy& entropy) { return random_bytes(entropy, key_bytes); }

std::string wrap(const MasterKey& master, std::string_view person_key, std::string_view context,
                 const Entropy& entropy) {
  ensure(person_key.size() == key_bytes, "only a data key of 32 bytes is wrapped");
  return seal(master.bytes(), person_key, context, entropy);
}

std::string unwrap(const MasterKey& master, std::string_view wrapped, std::string_view context) {
  auto person_key = open(master.bytes(), wrapped, context);
  ensure(person_key.size() == key_bytes, "what is unwrapped is a data key of 32 bytes");
  return person_key;
}

std::string seal(std::string_view key, std::string_view plaintext, std::string_view context,
                 const Entropy& entropy) {
  ensure(plaintext.size() <= most_bytes, "nothing over 1 GiB is sealed in one piece");
  const auto nonce = random_bytes(entropy, nonce_bytes);
  const auto cipher = start(Direction::seal, key, nonce, context);
  const auto ciphertext = pass(cipher, plaintext);
  std::string tag(tag_bytes, '\0');
  ensure(finish(cipher) &&
             EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag.data()) == 1,
         "OpenSSL tags what it sealed");
  return format + nonce + ciphertext + tag;
}

std::string open(std::string_view key, std::string_view sealed, std::string_view context) {
  constexpr auto least_bytes = head_bytes + tag_bytes;
  ensure(sealed.size() >= least_bytes && sealed.size() <= most_bytes + least_bytes,
         "sealed bytes have a version, a nonce and a tag, and are at most 1 GiB");
  ensure(sealed.front() == format, "sealed bytes are of the one version there is");
  std::string tag{sealed.substr(sealed.size() - tag_bytes)};
  const auto cipher = start(Direction::open, key, sealed.substr(1, nonce_bytes), context);
  ensure(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1,
         "OpenSSL takes the tag of sealed bytes");
  auto plaintext = pass(cipher, sealed.substr(head_bytes, sealed.size() - least_bytes));
  if (!finish(cipher)) {
    cleanse(plaintext);
    throw InvariantBroken{"sealed bytes open under the key and the context that sealed them"};
  }
  return plaintext;
}

}  // namespace relief
