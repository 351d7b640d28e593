#pragma once

#include <string>

#include "ledger/aid/rulebook.h"
#include "ledger/cases/work.h"
#include "ledger/storage/requests.h"

namespace relief {

/// The rulebook's step that says who must approve a request, counted together with what else is
/// asked for its case.
const ApprovalStep& step_of(storage::Transaction& tx, const Rulebook& rulebook,
                            const storage::Request& request, Date today);

/// Whether a request has waited for its decisions, or for its order, until it lapses: it is as good
/// as lapsed before anybody writes that down.
bool has_lapsed(Work& work, const storage::Request& request);

/// Approves a request's present version, by signature. The last approval reserves the money where
/// the fund has it at the place; else the request waits, in the order of approval, for money.
/// Throws Error: forbidden for whoever had another hand in it; not_found; conflict where it isn't
/// to be decided, or was by this person; refused by a rule of law, gift or office.
Facts approve_request(Work& work, const RequestId& id);

/// Rejects it, by signature; one rejection is enough, and can be answered.
/// Throws as approve_request.
Facts reject_request(Work& work, const RequestId& id, const std::string& reason_code);

}  // namespace relief
