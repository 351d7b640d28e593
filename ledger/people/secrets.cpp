#include "ledger/people/secrets.h"

#include "ledger/people/derive.h"

namespace relief {
namespace {

/// The root's key of that label. A label never changes: what its key protects would be lost.
std::string labelled(std::string_view root, std::string_view label) {
  return derive_bytes(root, "relief-ledger/secrets/v1", label, 32);
}

template <class Key>
Key labelled_key(std::string_view root, std::string_view label) {
  auto bytes = labelled(root, label);
  Key key{bytes};
  cleanse(bytes);
  return key;
}

}  // namespace

Secrets::~Secrets() {
  cleanse(id_key);
  cleanse(idempotency_key);
}

Secrets secrets_of(std::string_view root32) {
  ensure(root32.size() == 32, "the root secret has 32 bytes");
  return {
      .master = labelled_key<MasterKey>(root32, "master"),
      .index = labelled_key<IndexKey>(root32, "index"),
      .id_key = labelled(root32, "id"),
      .idempotency_key = labelled(root32, "idempotency"),
  };
}

}  // namespace relief
