#pragma once

#include "ledger/cases/work.h"

namespace relief {

/// Orders what is left of a receipt that nobody knows to be sent back (E4b). Signed.
/// Throws Error: not_found; conflict where nothing of it is left.
Facts return_receipt(Work& work, const ReceiptId& id);

}  // namespace relief
