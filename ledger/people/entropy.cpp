#include "ledger/people/entropy.h"

#include <openssl/rand.h>

#include <limits>

#include "ledger/base/error.h"

namespace relief {

Entropy system_entropy() {
  return [](std::span<unsigned char> bytes) {
    ensure(bytes.size() <= std::numeric_limits<int>::max(), "nobody asks for 2 GiB of entropy");
    ensure(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1,
           "the operating system has entropy");
  };
}

}  // namespace relief
