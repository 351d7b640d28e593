#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "ledger/base/clock.h"
#include "ledger/base/entropy.h"
#include "ledger/cases/signer.h"
#include "ledger/cases/work.h"
#include "ledger/people/secrets.h"
#include "ledger/storage/database.h"
#include "ledger/storage/tokens.h"

namespace relief {

class Writer;

/// The rulebooks that were read, by version: a version never changes once it is adopted. Any
/// thread.
class Rulebooks {
 public:
  /// The newest adopted one, as the transaction sees it.
  std::shared_ptr<const RulesInForce> in_force(storage::Transaction& tx);

 private:
  std::mutex mutex_;
  std::map<int, std::shared_ptr<const RulesInForce>> read_;
};

/// What a use case may reach. Made once, in api/cli; safe to share between threads.
struct Context {
  storage::Database& database;
  storage::TokenDesk& tokens;
  Writer& writer;
  Signer& signer;
  Rulebooks& rulebooks;
  const Secrets& secrets;
  const Clock& clock;
  const Entropy& entropy;
};

}  // namespace relief
