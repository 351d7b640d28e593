#pragma once

#include <chrono>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/statement.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// Between the days of an advice and those of the statement that it is about, at most.
inline constexpr std::chrono::days advice_reach{7};

/// What a file is kept under that isn't posted: its first statement; of advices, which needn't say
/// their days, with those of all entries.
Statement heading_of(const std::vector<Statement>& statements);

/// Adds to the lines of a statement what advices tell of them (`add_details`): those of its place
/// and its days that came before it, and were kept because advices are no books.
void let_advices_tell(Work& work, const storage::Place& place, const StatementRow& row,
                      std::vector<StatementLine>& lines);

}  // namespace relief::reconciliation
