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

/// What is still missing of a statement of which pages wait.
struct MissingPages {
  std::vector<int> numbers;   ///< That are known to be missing, the first hundred of them.
  bool is_end_known = false;  ///< Whether the last page has come: else perhaps more are missing.
};

/// Of the statement of which a row that waits is a page.
MissingPages missing_pages(storage::Transaction& tx, const StatementRow& row);

}  // namespace relief::reconciliation
