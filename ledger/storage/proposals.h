#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/people/actor.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Lapsing isn't stored: an open proposal lapses by its date.
enum class ProposalState { open, done, withdrawn };

inline constexpr auto proposal_states = names<ProposalState>({
    {ProposalState::open, "open"},
    {ProposalState::done, "done"},
    {ProposalState::withdrawn, "withdrawn"},
});

/// A signed act that waits for its second signature.
struct Proposal {
  ProposalId id;
  std::string act;        ///< The kind of the record that it becomes.
  std::string target;     ///< An identifier, or "new".
  std::string input;      ///< The act's own fields, as canonical JSON.
  std::string seed;       ///< What the first statement was drafted from: seed_of().
  std::string statement;  ///< The first signer's.
  std::string signature;  ///< JSON.
  Actor by;               ///< The first signer, in the role in which they proposed.
  Instant at;
  Instant expires;
  ProposalState state;
};

/// Throws Error{not_found}.
Proposal find_proposal(Transaction& tx, const ProposalId& id);

/// Proposals as a caller asks for them.
struct ProposalQuery {
  Instant now;                    ///< Only what can still be completed then.
  std::string organisation = {};  ///< Only of this shelter's staff; empty: of everybody.
  std::optional<std::vector<std::string>> acts = {};  ///< Only of these kinds.
  std::string after = {};                             ///< The identifier of the last one seen.
  int limit = 100;
};

/// The newest first. Throws Error{not_found} where `after` names none.
std::vector<Proposal> open_proposals(Transaction& tx, const ProposalQuery& query);

void insert(Transaction& tx, const Proposal& proposal);

/// Throws Error{conflict} unless it is open.
void close_proposal(Transaction& tx, const ProposalId& id, ProposalState state);

}  // namespace relief::storage
