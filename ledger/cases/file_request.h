#pragma once

#include <string>

#include "ledger/cases/request_version.h"
#include "ledger/cases/work.h"

namespace relief {

struct NewRequest {
  CaseId relief_case;
  std::string purpose;  ///< As the rulebook names it.
  Asked asked;          ///< Without an allocation; with a payout.
};

/// Asks the fund to pay something for a person of the actor's organisation.
///
/// What other organisations have asked plays no part in the answer: the fund looks at that when it
/// reviews the case and when it approves.
/// Throws Error: forbidden; not_found; malformed; refused where a rule doesn't allow it.
Facts file_request(Work& work, const NewRequest& input);

}  // namespace relief
