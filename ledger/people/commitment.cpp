#include "ledger/people/commitment.h"

#include "ledger/people/hmac.h"

namespace relief {
namespace {

constexpr std::size_t secret_bytes = 32;

}  // namespace

Commitment commit_to(std::string_view bytes, const Entropy& entropy) {
  auto key = random_bytes(entropy, secret_bytes);
  auto value = hmac_sha256(key, bytes);
  return {std::move(value), std::move(key)};
}

// A key of another length is refused, because HMAC pads: without that, a key and the same key with
// a zero byte behind it would open one commitment.
bool opens(const std::string& value, const std::string& key, std::string_view bytes) {
  return key.size() == secret_bytes && equal_bytes(hmac_sha256(key, bytes), value);
}

}  // namespace relief
