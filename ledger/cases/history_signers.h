#pragma once

#include <vector>

#include "ledger/cases/context.h"
#include "ledger/proof/ed25519.h"
#include "ledger/storage/people.h"

namespace relief {

/// Those whose signatures the rulebook asks of an import of history, with their keys at hand.
struct HistorySigners {
  std::vector<storage::PersonKey> people;
  const std::vector<SigningKey>& keys;  ///< In the order of the people.
  std::shared_ptr<const RulesInForce> rules;
};

/// Throws Error{refused} unless each key is registered and counts, to as many people as the
/// rulebook asks for, in the roles that it names.
HistorySigners history_signers(Context& context, storage::Transaction& tx,
                               const std::vector<SigningKey>& keys);

/// The record history.imported with these fields, signed by them now.
Record signed_history(Context& context, const HistorySigners& signers, nlohmann::json fields);

}  // namespace relief
