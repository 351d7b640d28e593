#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "ledger/storage/organisations.h"

namespace relief {

struct NewOrganisation {
  storage::OrganisationType type;
  std::string name;
};

/// Lets an organisation take part.
Facts add_organisation(Work& work, const NewOrganisation& input);

}  // namespace relief
