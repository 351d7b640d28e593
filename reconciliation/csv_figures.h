#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciliation/csv_profile.h"
#include "reconciliation/figures.h"

namespace relief::reconciliation {

/// Figures as a bank's profile says that it writes them. Each answers nothing for what isn't
/// exactly that.

/// "12.01.2026", also with a time behind it.
std::optional<Date> read_csv_day(std::string_view text, const CsvProfile& profile);

/// "-1 234,56", with its sign before or behind. Groups of thousands are whole: a mark in another
/// place is the sign of another profile.
std::optional<Money> read_csv_amount(std::string_view text, const Currency& currency,
                                     const CsvProfile& profile);

/// The same with a point and no groups, without looking at its value.
std::string plain_csv_number(std::string_view text, const CsvProfile& profile);

}  // namespace relief::reconciliation
