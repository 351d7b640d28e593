#pragma once

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

/// Those that can still be completed, the newest first; at most 500.
std::vector<Proposal> open_proposals(Transaction& tx, Instant now);

void insert(Transaction& tx, const Proposal& proposal);

/// Throws Error{conflict} unless it is open.
void close_proposal(Transaction& tx, const ProposalId& id, ProposalState state);

}  // namespace relief::storage
