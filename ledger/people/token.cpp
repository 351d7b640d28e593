#include "ledger/people/token.h"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/crc.hpp>

#include "ledger/base/error.h"
#include "ledger/people/hmac.h"
#include "ledger/people/key.h"

namespace relief {
namespace {

constexpr std::string_view prefix = "rlf_live_";
constexpr std::size_t id_length = 8;
constexpr std::size_t secret_length = 43;  // 62^43 > 2^256
constexpr std::size_t checksum_length = 6;
constexpr std::size_t secret_at = prefix.size() + id_length + 1;
constexpr std::size_t checksum_at = secret_at + secret_length;
constexpr std::string_view digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The last `length` digits of a big-endian number in base 62. Uses up the number.
std::string to_base62(std::string number, std::size_t length) {
  std::string text(length, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
    unsigned remainder = 0;
    for (char& byte : number) {
      const unsigned value = remainder * 256 + static_cast<unsigned char>(byte);
      byte = static_cast<char>(value / 62);
      remainder = value % 62;
    }
    *digit = digits[remainder];
  }
  cleanse(number);
  return text;
}

std::string checksum(std::string_view text) {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  std::string number;
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    number += static_cast<char>(crc.checksum() >> shift);
  return to_base62(std::move(number), checksum_length);
}

std::string hash_of(std::string_view secret) {
  std::string hash(32, '\0');
  ensure(EVP_Digest(secret.data(), secret.size(), reinterpret_cast<unsigned char*>(hash.data()),
                    nullptr, EVP_sha256(), nullptr) == 1,
         "OpenSSL hashes the secret of a token");
  return hash;
}

bool is_base62(std::string_view text) {
  return text.find_first_not_of(digits) == std::string_view::npos;
}

}  // namespace

NewToken make_token(const Entropy& entropy) {
  auto id = to_base62(random_bytes(entropy, 8), id_length);
  auto secret = to_base62(random_bytes(entropy, 32), secret_length);
  auto text = std::string{prefix} + id + "_" + secret;
  text += checksum(text);
  auto secret_hash = hash_of(secret);
  cleanse(secret);
  return {std::move(text), std::move(id), std::move(secret_hash)};
}

std::optional<ParsedToken> parse_token(std::string_view text) {
  if (text.size() != checksum_at + checksum_length || !text.starts_with(prefix))
    return std::nullopt;
  const auto id = text.substr(prefix.size(), id_length);
  const auto secret = text.substr(secret_at, secret_length);
  if (text[secret_at - 1] != '_' || !is_base62(id) || !is_base62(secret)) return std::nullopt;
  if (text.substr(checksum_at) != checksum(text.substr(0, checksum_at))) return std::nullopt;
  return ParsedToken{std::string{id}, hash_of(secret)};
}

bool same_secret(std::string_view secret_hash, std::string_view other_hash) {
  return equal_bytes(secret_hash, other_hash);
}

}  // namespace relief
