#pragma once

#include <optional>
#include <string_view>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::reconciliation {

/// Figures as XML schemas let banks write them. Each answers nothing for what it can't read
/// exactly: the caller knows the place, and names it.

/// The currency of ISO 4217, whether or not the fund may hold it; null for what is none.
const Currency* find_currency(std::string_view code);

/// An amount without a sign: "700", "0700.0", "700.50000" with AZN. Decimals beyond the currency's
/// may only be zeros: nothing is ever rounded.
std::optional<Money> read_amount(std::string_view text, const Currency& currency);

/// The day of xs:date or xs:dateTime, in the bank's own zone: "2026-02-28T23:59:59+04:00".
std::optional<Date> read_day(std::string_view text);

/// A count or a sequence number of at most 18 digits; zeros may lead.
std::optional<long> read_number(std::string_view text);

/// xs:boolean.
std::optional<bool> read_truth(std::string_view text);

}  // namespace relief::reconciliation
