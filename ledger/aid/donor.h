#pragma once

#include <string>

#include "ledger/base/names.h"

namespace relief {

enum class DonorKind { person, company, ngo, state, embassy, international };

inline constexpr auto donor_kinds = names<DonorKind>({
    {DonorKind::person, "person"},
    {DonorKind::company, "company"},
    {DonorKind::ngo, "ngo"},
    {DonorKind::state, "state"},
    {DonorKind::embassy, "embassy"},
    {DonorKind::international, "international"},
});

/// Who gave. Sealed in the vault; records carry only a handle, drawn anew for each gift.
struct Donor {
  std::string name;
  DonorKind kind;
};

}  // namespace relief
