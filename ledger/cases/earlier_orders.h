#pragma once

#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/payments.h"

namespace relief {

/// Refuses to order a request whose money reached the person, or may yet turn out to have reached
/// them, by what was ordered before: by `payments` of the request itself, of whatever version, or,
/// where the rulebook limits what is paid for a decision, by another request for the same one,
/// however that ended.
/// Throws Error{conflict, refused}.
void require_not_paid_before(Work& work, const storage::Request& request,
                             const std::vector<storage::Payment>& payments);

}  // namespace relief
