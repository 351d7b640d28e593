#pragma once

#include <openssl/evp.h>

#include <memory>

namespace relief {

struct FreeDigestContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// A digest or a signature under way, of OpenSSL.
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeDigestContext>;

}  // namespace relief
