#pragma once

#include <optional>
#include <string>

#include "ledger/cases/work.h"

namespace relief {

struct NewPerson {
  std::string login;
  std::string name;
  std::string password;  ///< PHC string; empty: no sign-in by password.
  std::optional<OrganisationId> organisation;
};

/// Makes somebody known to the program. That is no right yet: roles and keys are, and those are in
/// the log under two signatures.
Facts add_person(Work& work, const NewPerson& input);

}  // namespace relief
