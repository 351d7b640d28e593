#include "ledger/cases/homes.h"

namespace relief {

const storage::Place& Homes::place(storage::Transaction& tx, const PlaceId& id) {
  const auto found = places_.find(id);
  if (found != places_.end()) return found->second;
  return places_.emplace(id, storage::find_place(tx, id)).first->second;
}

const storage::Fund& Homes::fund(storage::Transaction& tx, const FundId& id) {
  const auto found = funds_.find(id);
  if (found != funds_.end()) return found->second;
  return funds_.emplace(id, storage::find_fund(tx, id)).first->second;
}

}  // namespace relief
