#pragma once

#include <optional>

#include "ledger/cases/work.h"

namespace relief {

/// A claim that a fund is to bear as a loss.
struct WriteOff {
  ClaimId claim;
  FundId fund;
  std::optional<Money> amount;  ///< How much of it. Nothing: all that is left.
};

/// Writes a debit off that nobody ordered and nothing explains (E23): the fund bears it as a loss.
/// Signed by two.
/// Throws Error: not_found; conflict where less is open; refused at /fund for the technical fund
/// and for one that has too little available there.
Facts write_off_claim(Work& work, const WriteOff& input);

}  // namespace relief
