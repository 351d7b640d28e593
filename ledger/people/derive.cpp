#include "ledger/people/derive.h"

#include <openssl/core_names.h>

#include <array>

#include "ledger/base/error.h"
#include "ledger/people/kdf.h"

namespace relief {

std::string derive_bytes(std::string_view server_key, std::string_view purpose,
                         std::string_view message, std::size_t n) {
  ensure(!server_key.empty() && !purpose.empty() && !message.empty(),
         "bytes are derived of a key, a purpose and a message");
  ensure(purpose.size() < 1024 && n > 0 && n <= std::size_t{255} * 32,
         "bytes are derived within the limits of HKDF-SHA-256");
  std::string digest = "SHA256";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
      bytes_parameter(OSSL_KDF_PARAM_SALT, server_key),
      bytes_parameter(OSSL_KDF_PARAM_KEY, message),
      bytes_parameter(OSSL_KDF_PARAM_INFO, purpose),
      OSSL_PARAM_construct_end(),
  };
  return derive_key("HKDF", parameters, n);
}

}  // namespace relief
