#pragma once

#include <string_view>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// ISO 20022 camt.053.001, versions .02 to .14: bank to customer statement.
///
/// Lenient where banks stray from the schema (order, lengths, more elements), strict where money
/// is: amounts are exact, days exist, and an entry says its direction and whether it is booked. No
/// document type, no entities, no network; bounded depth, text and size.

/// By the names that the beginning of such a file has, in UTF-8 or UTF-16.
bool looks_like_camt053(std::string_view head);

Reading read_camt053(std::string_view bytes);

}  // namespace relief::reconciliation
