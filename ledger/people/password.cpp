#include "ledger/people/password.h"

#include <openssl/core_names.h>

#include <array>
#include <charconv>
#include <cstdint>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/people/hmac.h"
#include "ledger/people/kdf.h"
#include "ledger/people/turnstile.h"

namespace relief {
namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_characters = 128;
constexpr std::size_t most_password_bytes = most_characters * 4;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

/// What one try at a password costs: N = 2^ln; 128·r·N bytes, and time by r·p·N.
struct Cost {
  std::uint32_t ln = 16;
  std::uint32_t r = 8;
  std::uint32_t p = 1;
};

struct StoredHash {
  Cost cost;
  std::string salt;
  std::string hash;
};

std::string scrypt(std::string_view password, std::string_view salt, Cost cost, std::size_t n) {
  std::uint64_t blocks = std::uint64_t{1} << cost.ln;
  std::uint64_t memory = (blocks + cost.p + 2) * cost.r * 128;
  const std::array parameters{
      bytes_parameter(OSSL_KDF_PARAM_PASSWORD, password),
      bytes_parameter(OSSL_KDF_PARAM_SALT, salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &blocks),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &cost.r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &cost.p),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end(),
  };
  static Turnstile turnstile{2, 16};
  const Turnstile::Pass pass{turnstile};
  return derive_key("SCRYPT", parameters, n);
}

std::string to_unpadded(std::string_view bytes) {
  auto text = to_base64(bytes);
  text.resize(text.find_last_not_of('=') + 1);
  return text;
}

std::string from_unpadded(std::string_view text) {
  std::string padded{text};
  padded.append((4 - text.size() % 4) % 4, '=');
  const auto bytes = from_base64(padded);
  ensure(bytes.has_value(), "a stored password hash holds base64");
  return *bytes;
}

std::string to_phc(const StoredHash& stored) {
  return "$scrypt$ln=" + std::to_string(stored.cost.ln) + ",r=" + std::to_string(stored.cost.r) +
         ",p=" + std::to_string(stored.cost.p) + "$" + to_unpadded(stored.salt) + "$" +
         to_unpadded(stored.hash);
}

/// Takes what stands before the next `mark`, and the mark, off the text.
std::string_view take_until(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  ensure(at != std::string_view::npos, "a stored password hash has all its parts");
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return taken;
}

std::uint32_t number_until(std::string_view& text, std::string_view mark) {
  const auto digits = take_until(text, mark);
  std::uint32_t number = 0;
  const auto end = std::from_chars(digits.begin(), digits.end(), number);
  ensure(end.ec == std::errc{}, "a stored password hash has numbers for its cost");
  return number;
}

StoredHash parse_phc(std::string_view phc) {
  ensure(phc.size() <= 256, "a stored password hash is short");
  auto rest = phc;
  take_until(rest, "ln=");
  StoredHash stored;
  stored.cost.ln = number_until(rest, ",r=");
  stored.cost.r = number_until(rest, ",p=");
  stored.cost.p = number_until(rest, "$");
  stored.salt = from_unpadded(take_until(rest, "$"));
  stored.hash = from_unpadded(rest);
  ensure(to_phc(stored) == phc, "a stored password hash is spelt as we spell it");
  return stored;
}

/// Leaves room to double today's cost without a new program reading old hashes.
void ensure_affordable(Cost cost) {
  ensure(cost.ln >= 1 && cost.ln <= 17 && cost.r >= 1 && cost.r <= 8 && cost.p >= 1 &&
             cost.p <= 16 && (std::uint64_t{cost.r} * cost.p << cost.ln) <= std::uint64_t{1} << 20U,
         "a stored password hash costs at most twice what we pay today");
}

}  // namespace

void require_password(std::string_view password) {
  require(password.size() <= most_password_bytes && is_utf8(password), Errc::malformed,
          "a password is UTF-8 text of at most 128 characters");
  const auto characters = characters_of(password);
  require(characters >= least_characters && characters <= most_characters, Errc::malformed,
          "a password has 12 to 128 characters");
}

std::string hash_password(std::string_view password, const Entropy& entropy) {
  require_password(password);
  StoredHash stored{.cost = {}, .salt = random_bytes(entropy, salt_bytes), .hash = {}};
  stored.hash = scrypt(password, stored.salt, stored.cost, hash_bytes);
  return to_phc(stored);
}

bool verify_password(std::string_view password, std::string_view phc) {
  const auto stored = parse_phc(phc);
  ensure_affordable(stored.cost);
  ensure(!stored.salt.empty() && stored.hash.size() >= 16,
         "a stored password hash has a salt and is long enough");
  if (password.size() > most_password_bytes) return false;
  return equal_bytes(scrypt(password, stored.salt, stored.cost, stored.hash.size()), stored.hash);
}

const std::string& dummy_password_hash() {
  static const auto dummy = to_phc(
      {.cost = {}, .salt = std::string(salt_bytes, '\0'), .hash = std::string(hash_bytes, '\0')});
  return dummy;
}

}  // namespace relief
