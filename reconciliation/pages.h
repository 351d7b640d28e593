#pragma once

#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// Whether, of the rows that wait at a place, the pages of one statement waited for each other in
/// files of their own and wait no more: once all have come, they are judged as the statement that
/// they are, and each is posted, in their order, or all are set aside.
bool ends_waiting_of_pages(Work& work, const storage::Place& place,
                           const std::vector<StatementRow>& waiting);

}  // namespace relief::reconciliation
