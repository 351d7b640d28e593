#pragma once

#include "ledger/base/names.h"

namespace relief {

/// What an office lets a person do. Which roles one person may hold together is the rulebook's.
enum class Role { administrator, approver, treasurer, shelter, auditor, custodian };

inline constexpr auto roles = names<Role>({
    {Role::administrator, "administrator"},
    {Role::approver, "approver"},
    {Role::treasurer, "treasurer"},
    {Role::shelter, "shelter"},
    {Role::auditor, "auditor"},
    {Role::custodian, "custodian"},
});

}  // namespace relief
