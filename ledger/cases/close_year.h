#pragma once

#include <optional>

#include "ledger/cases/work.h"

namespace relief {

/// A year's end (E25), of one fund or of all.
struct YearEnd {
  int year;
  std::optional<FundId> fund;
};

/// Carries what the year's income, expenses and transfers between funds came to over to the
/// accumulated result, by an entry of the year's last day. Signed by two; again, where something
/// came late and the last month is still open.
/// Throws Error: refused, by the rulebook's clause, while the year isn't over or once its last
/// month is closed; conflict where there is nothing to carry; too_large where the funds don't fit
/// into one entry.
Facts close_year(Work& work, const YearEnd& input);

}  // namespace relief
