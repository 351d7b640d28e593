#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ledger/aid/rulebook.h"
#include "ledger/base/ids.h"

namespace relief {

/// The people who have had a hand in one request so far. They stay different people: whoever
/// asked, whoever approved, whoever pays.
struct Involved {
  std::vector<PersonId> askers = {};     ///< Registered the case; filed, amended or answered.
  std::vector<PersonId> approvers = {};  ///< Approved this version.
  std::vector<PersonId> payers = {};     ///< Ordered any version of it from the bank.
};

/// Throws Error: forbidden when the person asked for the money or paid it; conflict when they have
/// approved this version already.
void require_may_decide(const Involved& involved, const PersonId& person);

/// Throws Error{forbidden} when the person asked for the money or approved it.
void require_may_pay(const Involved& involved, const PersonId& person);

/// How many approvals a request still lacks after one more, when `earlier` are given.
std::size_t approvals_missing(const ApprovalStep& step, std::size_t earlier);

}  // namespace relief
