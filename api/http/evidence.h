#pragma once

#include <vector>

#include "api/http/fields.h"
#include "ledger/cases/person_seal.h"

namespace relief::api {

/// The documents under "evidence": [{kind, reference, date, sha256?}]; absent is none.
std::vector<Evidence> documents_of(Fields& fields);

}  // namespace relief::api
