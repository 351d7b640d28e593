#pragma once

#include <span>
#include <string>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/statement.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// What an advice (camt.054) that came too late tells of a line whose money is nobody's.
struct LateAdvice {
  StatementId statement;
  int line;
  StatementId advice;
  int payments;       ///< That the line stands for.
  std::string items;  ///< What they would have settled: identifiers, separated by spaces.
};

/// Notes what the advices of a file, kept as `kept`, tell of lines that are posted and have an open
/// exception. Nothing is settled: the books have told of the line, and whoever identifies its money
/// sees here by what.
void note_late_advices(Work& work, const storage::Place& place, const StatementRow& kept,
                       std::span<const Statement> advices);

/// What came late about a line, in the order of the advices' days.
std::vector<LateAdvice> late_advices_of(storage::Transaction& tx, const StatementId& statement,
                                        int line);

}  // namespace relief::reconciliation
