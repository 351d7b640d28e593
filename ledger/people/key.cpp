#include "ledger/people/key.h"

#include <openssl/crypto.h>

namespace relief {

void cleanse(std::string& secret) noexcept {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace relief
