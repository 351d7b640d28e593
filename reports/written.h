#pragma once

#include <string>
#include <string_view>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::reports {

/// As people write in print: in Azerbaijani ("az") 1 234 567,50 with narrow spaces, and 24.11.2026;
/// in English ("en") 1,234,567.50, and 24 Nov 2026.
std::string written(const Money& money, std::string_view lang);
std::string written_with_currency(const Money& money, std::string_view lang);  ///< AZN as ₼.
std::string written(Date date, std::string_view lang);
/// To the minute: 24.11.2026 12:30.
std::string written(std::chrono::local_seconds time, std::string_view lang);

}  // namespace relief::reports
