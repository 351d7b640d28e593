#pragma once

#include "ledger/cases/work.h"
#include "ledger/storage/funds.h"

namespace relief {

struct NewFund {
  std::string code;
  std::string name;
  std::optional<Restriction> restriction;
};

/// Opens a fund: money kept apart for what a donor or a law restricts it to. Signed by two
/// administrators.
/// Throws Error: conflict for a code that another fund has; malformed for a purpose that the
/// rulebook doesn't know, or a period that ends before it begins.
Facts open_fund(Work& work, const NewFund& input);

}  // namespace relief
