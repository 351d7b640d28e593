#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/cases/commit.h"
#include "ledger/cases/verify_act.h"
#include "ledger/storage/proposals.h"

namespace relief {

/// Whose signatures an act needs, by a rule of the rulebook in force: one role, or two.
struct Signers {
  std::vector<Role> roles;
  std::string clause;
};

/// Throws Error{refused} for a kind that the rulebook doesn't name.
Signers signers_of(Context& context, std::string_view kind);

/// A signed act that somebody asks for.
struct AskedAct {
  std::string name;      ///< The kind of its record.
  std::string target;    ///< An identifier, or "new".
  nlohmann::json input;  ///< Its own fields, as they came.
  std::function<Facts(Work&)> decide;
};

/// Keeps an act that the first of two people signed, until the other one does. Nothing of it is in
/// the log before.
/// Throws Error: what the act's decision refuses now; conflict where the statement says anything
/// else than what would be recorded.
Committed propose(Context& context, const Actor& actor, const AskedAct& asked,
                  const VerifiedAct& given, const IdempotencyKey& key);

/// Whether the actor may know of the proposal: an organisation's are its own affair.
bool may_see(const Actor& actor, const storage::Proposal& proposal);

/// Takes one's own proposal back.
Committed withdraw_proposal(Context& context, const Actor& actor, const ProposalId& id,
                            const IdempotencyKey& key);

}  // namespace relief
