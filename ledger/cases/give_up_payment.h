#pragma once

#include "ledger/cases/work.h"

namespace relief {

/// Gives up paying what came back (E12): it isn't owed to the person any more, and goes back to the
/// gifts that it came from. Signed.
/// Throws Error: not_found; conflict where nothing of it came back, or its request was amended.
Facts give_up_payment(Work& work, const PaymentId& id);

}  // namespace relief
