#pragma once

#include <string>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::reports {

/// As people of the place write in print: 1 234 567,50 with narrow spaces; 24.11.2026.
std::string written(const Money& money);
std::string written_with_currency(const Money& money);  ///< AZN as ₼.
std::string written(Date date);
std::string written(std::chrono::local_seconds time);  ///< To the minute: 24.11.2026 12:30.

}  // namespace relief::reports
