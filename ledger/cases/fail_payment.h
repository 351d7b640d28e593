#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief {

/// Says that the bank refused a payment before it booked anything (E9), with the bank's reason as a
/// code. Signed by two.
/// Throws as undo_order.
Facts fail_payment(Work& work, const PaymentId& id, const std::string& code);

}  // namespace relief
