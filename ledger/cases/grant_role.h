#pragma once

#include "ledger/cases/work.h"

namespace relief {

struct RoleChange {
  PersonId person;
  Role role;
};

/// Gives a person a role. Signed by two administrators.
/// Throws Error: conflict where the role is held already; refused for a role that the rulebook
/// calls incompatible with one that the person holds, or a shelter's without an organisation.
Facts grant_role(Work& work, const RoleChange& input);

/// Takes a role away. Signed by two administrators.
Facts withdraw_role(Work& work, const RoleChange& input);

}  // namespace relief
