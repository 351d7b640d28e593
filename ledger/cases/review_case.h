#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "ledger/storage/relief_cases.h"

namespace relief {

struct CaseReview {
  CaseId relief_case;
  bool release;  ///< Else it is stopped.
  std::string reason_code;
};

/// The fund's answer to its look for duplicates. A release lets the case's requests go on, to
/// approval or to wait for recognition; a stopped case says to its shelter only that the fund is to
/// be asked, and may be released later.
/// Throws Error: forbidden; not_found; conflict where the case was released before; refused where a
/// request of the case was made for the same recognition decision elsewhere.
Facts review_case(Work& work, const CaseReview& input);

}  // namespace relief
