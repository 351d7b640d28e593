#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief {

/// Gives up what will never come (E8b) of an announced gift, of a transfer that hasn't left, of a
/// payment that the bank booked in part, or of a receipt that was to go back. Signed. `item` is the
/// identifier of one of them.
/// Throws Error: not_found; conflict where nothing of it is open.
Facts cancel_remainder(Work& work, const std::string& item);

}  // namespace relief
