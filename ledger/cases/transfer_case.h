#pragma once

#include "ledger/cases/work.h"

namespace relief {

/// Hands a case over to another organisation, its requests with it; the one before sees it no more.
/// Throws Error: not_found; conflict where it is there already.
Facts transfer_case(Work& work, const CaseId& id, const OrganisationId& to);

}  // namespace relief
