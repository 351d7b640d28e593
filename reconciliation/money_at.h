#pragma once

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"

namespace relief::reconciliation {

/// What the books hold at a place (account 1100, all funds), of what was effective by a day where
/// one is given.
Money money_at(storage::Transaction& tx, const storage::Place& place,
               std::optional<Date> by = std::nullopt);

}  // namespace relief::reconciliation
