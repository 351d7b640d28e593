#pragma once

#include "ledger/cases/request_version.h"
#include "ledger/cases/work.h"

namespace relief {

/// Changes what a request asks: a new version, without decisions; money that was reserved for it is
/// free again. An administrator may so give it another fund and place after the first decision.
/// Throws Error: forbidden; not_found; conflict where its status doesn't allow it; malformed;
/// refused by a rule.
Facts amend_request(Work& work, const RequestId& id, const Asked& asked);

/// Answers a rejection or a lapse: the same again as a new version, with the documents that were
/// missing. `reason_code` says what is answered.
/// Throws as amend_request.
Facts answer_request(Work& work, const RequestId& id, const Asked& asked);

}  // namespace relief
