#pragma once

#include <array>
#include <compare>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/base/entropy.h"

struct evp_pkey_st;  // OpenSSL's own headers stay out of those of the house.

namespace relief {

/// An Ed25519 public key, as RFC 8032 encodes it.
struct PublicKey {
  std::array<unsigned char, 32> bytes{};

  friend auto operator<=>(const PublicKey&, const PublicKey&) = default;
};

/// An Ed25519 private key. Many threads may sign with one.
class SigningKey {
 public:
  static SigningKey generate(const Entropy& entropy);

  /// Throws: Error{malformed} unless there are 32 bytes.
  static SigningKey of_seed(std::string_view seed);

  /// Throws: Error{malformed} for anything but an unencrypted Ed25519 key in PKCS#8 PEM (RFC 8410).
  static SigningKey of_pem(std::string_view pkcs8);

  /// The secret itself, in PKCS#8 PEM: for a file of mode 0600 and nowhere else.
  [[nodiscard]] std::string pem() const;

  [[nodiscard]] PublicKey public_key() const;

  /// 64 bytes; the same for the same message.
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };

  explicit SigningKey(evp_pkey_st* key) : key_{key} {}

  std::unique_ptr<evp_pkey_st, Free> key_;
};

/// Whether the key signed the message. Always false for a key of low order, or one that isn't
/// canonical.
bool verify(const PublicKey& key, std::string_view message, std::string_view signature);

/// Whether the key is one of the 14 encodings of a point of low order. Anybody can make signatures
/// of any message that OpenSSL 3.0 accepts under these, so nobody may register one.
bool is_low_order(const PublicKey& key);

/// Whether the key is spelt as RFC 8032 spells points. OpenSSL 3.0 takes 19 other spellings too,
/// which some verifiers refuse: so one and the same signature would hold here and not there.
bool is_canonical(const PublicKey& key);

/// Throws: Error{malformed} unless there are 32 bytes.
PublicKey public_key_of(std::string_view bytes);

std::string_view as_bytes(const PublicKey& key);
std::string_view as_bytes(PublicKey&&) = delete;

/// Throws: Error{malformed} for anything but an Ed25519 key in SubjectPublicKeyInfo PEM (RFC 8410).
PublicKey public_key_of_pem(std::string_view spki_pem);

std::string pem_of(const PublicKey& key);

}  // namespace relief
