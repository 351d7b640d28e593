#pragma once

#include <functional>

#include "ledger/cases/propose.h"

namespace relief {

/// Whether the actor may give the proposal its second signature now.
/// Throws Error: conflict for one that is closed or has lapsed; refused, under the rule's clause,
/// for the person who proposed it; forbidden for another role than the one that is missing.
void require_second(const storage::Proposal& proposal, const Signers& signers, const Actor& actor,
                    Instant now);

/// Does what two people have signed: the record is by the first of them, with both signatures.
/// Throws Error: what the act's decision refuses now; conflict where it wouldn't record what both
/// statements say, or the first signer's role or key has ended meanwhile.
Committed complete_proposal(Context& context, const Actor& second,
                            const storage::Proposal& proposal, std::function<Facts(Work&)> decide,
                            const VerifiedAct& given, const IdempotencyKey& key);

}  // namespace relief
