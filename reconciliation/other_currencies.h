#pragma once

#include <string_view>

#include "ledger/money/currency.h"

namespace relief::reconciliation {

/// The other currencies of ISO 4217: a bank's file is read as it is, whatever the fund holds. Null
/// for what is none, and for codes of no currency (XXX, gold).
const Currency* find_other_currency(std::string_view code);

}  // namespace relief::reconciliation
