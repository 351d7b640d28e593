#pragma once

#include <optional>

#include "ledger/base/ids.h"
#include "ledger/people/role.h"

namespace relief {

/// Who is asking, in the one role in which they act now. Made only by the doors, once they know.
struct Actor {
  PersonId person;
  Role role;
  std::optional<OrganisationId> organisation = {};  ///< A shelter's own; nobody else's.

  friend bool operator==(const Actor&, const Actor&) = default;
};

}  // namespace relief
