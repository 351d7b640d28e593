#include "ledger/proof/sha256.h"

#include <algorithm>
#include <memory>

#include "ledger/base/error.h"
#include "ledger/proof/evp.h"

namespace relief {
namespace {

struct FreeDigest {
  void operator()(EVP_MD* digest) const noexcept { EVP_MD_free(digest); }
};

}  // namespace

Hash sha256(std::string_view bytes) { return sha256_of({bytes}); }

Hash sha256_of(std::initializer_list<std::string_view> parts) {
  // Looking the algorithm up costs OpenSSL 3.0 more than hashing a short record, so it is done
  // once.
  static const std::unique_ptr<EVP_MD, FreeDigest> digest{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  thread_local const DigestContext context{EVP_MD_CTX_new()};
  Hash hash{};
  bool done = EVP_DigestInit_ex(context.get(), digest.get(), nullptr) == 1;
  for (const auto part : parts) {
    done = done && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  done = done && EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) == 1;
  ensure(done, "OpenSSL hashes with SHA-256");
  return hash;
}

Hash hash_of(std::string_view bytes) {
  Hash hash{};
  require(bytes.size() == hash.size(), Errc::malformed, "a SHA-256 hash has 32 bytes");
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

}  // namespace relief
