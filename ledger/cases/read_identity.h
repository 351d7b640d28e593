#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "ledger/people/identity.h"

namespace relief {

/// Records that somebody reads who a case's person is, and why. The identity itself is for
/// identity_of, once this is committed; the facts say that the answer is secret.
/// Throws Error: forbidden for anybody but the case's organisation and the auditor; not_found;
/// conflict where the person's data was erased.
Facts read_identity(Work& work, const CaseId& id, const std::string& reason);

/// Only for whoever has just been recorded as reading it.
Identity identity_of(storage::Transaction& tx, const Secrets& secrets, const CaseId& id);

}  // namespace relief
