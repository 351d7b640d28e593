#pragma once

#include "ledger/people/actor.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/requests.h"

namespace relief {

/// Whether a thing of this organisation may be seen: a shelter sees only its own.
bool sees(const Actor& actor, const OrganisationId& organisation);

/// The organisation that narrows what an actor may list; empty for those who see all of them.
std::string scope_of(const Actor& actor);

/// Throw Error{not_found} for what isn't there, and in the same words for what isn't the actor's to
/// see.
storage::ReliefCase case_for(storage::Transaction& tx, const Actor& actor, const CaseId& id);
storage::Request request_for(storage::Transaction& tx, const Actor& actor, const RequestId& id);

}  // namespace relief
