#pragma once

#include <optional>
#include <string>

#include "ledger/cases/work.h"
#include "reconciliation/csv_profile.h"

namespace relief::reconciliation {

struct PlaceProfile {
  PlaceId place;
  std::string json;
};

/// Keeps how the bank of a place writes its tables, in place of what was kept before. Throws
/// Error{malformed} at what is wrong in it.
Facts set_csv_profile(Work& work, const PlaceProfile& input);

std::optional<CsvProfile> csv_profile_at(storage::Transaction& tx, const PlaceId& place);

}  // namespace relief::reconciliation
