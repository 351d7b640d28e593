#pragma once

#include <map>

#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"

namespace relief {

/// The places and funds that the decisions of one transaction ask for, each looked up once. Neither
/// changes after it was opened.
class Homes {
 public:
  /// Throws Error{not_found}.
  const storage::Place& place(storage::Transaction& tx, const PlaceId& id);
  const storage::Fund& fund(storage::Transaction& tx, const FundId& id);

 private:
  std::map<PlaceId, storage::Place> places_;
  std::map<FundId, storage::Fund> funds_;
};

}  // namespace relief
