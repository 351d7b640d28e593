#pragma once

#include "ledger/cases/work.h"

namespace relief {

/// Takes back a batch that was never sent (E9): its requests are approved again, and may be ordered
/// anew. Payments of it that failed already stay as they are. Signed by two.
/// Throws Error: not_found; conflict where it was cancelled before, or some of it is booked.
Facts cancel_batch(Work& work, const BatchId& id);

}  // namespace relief
