#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "ledger/cases/work.h"

namespace relief {

/// A month, "2026-01". Throws Error{malformed}.
std::chrono::year_month parse_period(std::string_view text);
std::string to_text(std::chrono::year_month month);

/// The day on which something that happened on `day` goes into the books: itself, or the first open
/// day where its period is closed. What its record says of its own days stays as it is.
Date open_day(Work& work, Date day);

/// Closes a month for ever: no entry is ever effective in it, or before it. Signed by two.
/// Throws Error: refused, by the rulebook's clause, unless the month is over and the next in order,
/// every place where money has moved was reconciled on its last day and, at a year's end, each
/// fund's result was carried forward; conflict where it is closed already.
Facts close_period(Work& work, std::chrono::year_month month);

}  // namespace relief
