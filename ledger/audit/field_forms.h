#pragma once

#include <string_view>

#include "ledger/proof/scan.h"

namespace relief::audit {

/// Checks that a field of a record of this kind holds what its name says that it holds: a table of
/// `records.md`. Throws Error{malformed}.
void check_form(std::string_view kind, const Scan::Value& field);

}  // namespace relief::audit
