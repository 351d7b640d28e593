#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief {

/// Puts a new version of the rulebook in force from this record on. Signed by two administrators
/// under the one before.
/// Throws Error{malformed}: every fault of the text, or a version that isn't the next.
Facts adopt_rulebook(Work& work, const std::string& toml);

}  // namespace relief
