#include "ledger/people/kdf.h"

#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <memory>

#include "ledger/base/error.h"

namespace relief {
namespace {

struct FreeKdf {
  void operator()(EVP_KDF* kdf) const noexcept { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const noexcept { EVP_KDF_CTX_free(context); }
};

}  // namespace

OSSL_PARAM bytes_parameter(const char* name, std::string_view bytes) {
  // OpenSSL only reads it; one structure serves both its setters and its getters.
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
}

std::string derive_key(const char* algorithm, std::span<const OSSL_PARAM> parameters,
                       std::size_t n) {
  const std::unique_ptr<EVP_KDF, FreeKdf> kdf{EVP_KDF_fetch(nullptr, algorithm, nullptr)};
  ensure(kdf != nullptr, "OpenSSL has the key derivations that we name");
  const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context{EVP_KDF_CTX_new(kdf.get())};
  std::string key(n, '\0');
  ensure(context && EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()),
                                   key.size(), parameters.data()) == 1,
         "OpenSSL derives a key within the limits that its caller keeps");
  return key;
}

}  // namespace relief
