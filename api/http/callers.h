#pragma once

#include "api/http/routes.h"

namespace relief::api {

/// Who may call, by the design's table of roles: one role, or those who do a kind of work.
inline constexpr Callers shelters{Role::shelter};
inline constexpr Callers administrators{Role::administrator};
inline constexpr Callers approvers{Role::approver};
inline constexpr Callers treasurers{Role::treasurer};
inline constexpr Callers auditors{Role::auditor};
inline constexpr Callers fund_people{Role::administrator, Role::approver, Role::treasurer,
                                     Role::auditor};
inline constexpr Callers bank_readers{Role::administrator, Role::treasurer, Role::auditor};
inline constexpr Callers reviewers{Role::treasurer, Role::auditor};
inline constexpr Callers signers{Role::administrator, Role::approver, Role::treasurer};

}  // namespace relief::api
