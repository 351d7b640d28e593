#pragma once

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"

namespace relief {

struct NewPlace {
  storage::PlaceType type;
  const Currency* currency;
  std::optional<OrganisationId> organisation;  ///< Of a box.
  std::string name;
  std::string iban;  ///< Of a bank account.
  Money opening;     ///< What its first statement starts from.
};

/// Opens a bank account or a cash box in the books. What it holds already is nobody's until it is
/// identified. Signed.
Facts open_place(Work& work, const NewPlace& input);

}  // namespace relief
