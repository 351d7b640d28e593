#pragma once

#include <span>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// Adds to lines what advices (camt.054) tell of them: who is behind an entry that the statement
/// books as one sum. A line is known again by its account and the bank's own reference of it, or by
/// the name of its batch and its amount; it is refined only if it is the only one. Advices never
/// add a line, nor change an amount: details that don't add up to their line make it doubted, as if
/// the statement itself told them.
///
/// Both are of one account, and the amounts of lines as the money moved. What is told twice counts
/// once; parts of one entry, in several advices, together.
void add_details(std::span<StatementLine* const> lines, std::span<const Statement> advices);

}  // namespace relief::reconciliation
