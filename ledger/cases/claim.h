#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/cases/work.h"

namespace relief {

/// A debit that nobody ordered (E23), and what of it nothing has explained.
struct Claim {
  ClaimId id;
  std::string place;
  Money left;

  /// How much of it an act is about: what was asked, or all that is left.
  /// Throws Error at /amount: refused in another currency; conflict where less is open.
  [[nodiscard]] Money part(const std::optional<Money>& asked) const;

  /// So much of it given back to nobody's money, for a fund to bear it.
  [[nodiscard]] std::vector<Line> cleared(const Money& amount) const;
};

/// Throws Error: not_found; conflict where nothing of it is open.
Claim find_claim(Work& work, const ClaimId& id);

/// Throws Error{refused} unless the fund has so much available where the claim is.
void require_available(Work& work, const std::string& fund, const Claim& claim,
                       const Money& amount);

}  // namespace relief
