#pragma once

#include <string>

#include "ledger/cases/open_case.h"
#include "ledger/cases/work.h"

namespace relief {

/// Records that the state has recognised a presumed (or first refused) person. Each request that
/// waited for it becomes a new version with the amount in force, and goes on to approval.
/// Throws Error: forbidden; not_found; conflict where the person is recognised already; refused
/// where a request can't be paid by the rules of the decision's day.
Facts recognise_case(Work& work, const CaseId& id, const Recognition& recognition);

struct Refusal {
  CaseId relief_case;
  Date date;
  std::string reason_code;
};

/// Records that the state has decided not to recognise a presumed person. Requests stay held.
/// Throws Error: forbidden; not_found; conflict where there is a decision already.
Facts refuse_case(Work& work, const Refusal& refusal);

}  // namespace relief
