#pragma once

#include <string>
#include <string_view>

#include "ledger/people/blind_index.h"
#include "ledger/people/seal.h"

namespace relief {

/// The service's secret keys. Each copy is wiped when it goes.
struct Secrets {
  MasterKey master;             ///< Wraps the keys of persons and files.
  IndexKey index;               ///< Finds duplicates.
  std::string id_key;           ///< Makes the identifiers of drafted things; 32 bytes.
  std::string idempotency_key;  ///< Hashes the inputs of idempotent calls; 32 bytes.

  ~Secrets();
};

/// The keys that one root secret of 32 bytes stands for: whoever restores it has them all.
Secrets secrets_of(std::string_view root32);

}  // namespace relief
