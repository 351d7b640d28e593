#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "ledger/storage/organisations.h"

namespace relief {

struct NewOrganisation {
  storage::OrganisationType type;
  std::string name;
};

/// Lets an organisation take part. Throws Error{conflict} where another has its name: people tell
/// them apart by nothing else.
Facts add_organisation(Work& work, const NewOrganisation& input);

}  // namespace relief
