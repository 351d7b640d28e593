#include "ledger/people/hmac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "ledger/base/error.h"

namespace relief {

std::string hmac_sha256(std::string_view key, std::string_view message) {
  ensure(!key.empty(), "an HMAC has a key");
  std::string mac(32, '\0');
  std::size_t length = 0;
  const auto* made =
      EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                reinterpret_cast<unsigned char*>(mac.data()), mac.size(), &length);
  ensure(made != nullptr && length == mac.size(), "OpenSSL makes an HMAC of any message");
  return mac;
}

bool equal_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace relief
