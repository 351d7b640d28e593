#pragma once

#include <string_view>

#include "ledger/cases/work.h"

namespace relief {

/// The record, with the clause of the rulebook's rule that says whose signatures such an act needs.
/// Throws Error{refused} where the rulebook in force doesn't allow this kind of act at all.
Record under_rule(const Work& work, std::string_view rule, Record record);

}  // namespace relief
