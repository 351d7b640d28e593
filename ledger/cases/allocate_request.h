#pragma once

#include "ledger/cases/allocation.h"
#include "ledger/cases/work.h"

namespace relief {

/// Gives a request another fund and place than the rulebook's order proposed, until its first
/// decision; later that needs an amendment.
/// Throws Error: forbidden; not_found; conflict after the first decision; refused where the fund
/// may not pay for this, or the place can't.
Facts allocate_request(Work& work, const RequestId& id, const Allocation& allocation);

}  // namespace relief
