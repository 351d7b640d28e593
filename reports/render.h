#pragma once

#include <span>
#include <string>
#include <string_view>

#include "reports/table.h"

namespace relief::reports {

/// One form that a report can take. A new one is one new row.
struct Form {
  std::string_view name;  ///< "csv"
  std::string_view content_type;
  std::string (*render)(const Table& table);
};

std::span<const Form> forms();

/// Throws Error{unsupported}.
const Form& find_form(std::string_view name);

/// For programs: money as {"amount","currency"}, or null where there is none, days as ISO dates,
/// columns and codes by their names in every language.
std::string to_json_text(const Table& table);

/// RFC 4180 with a header in the report's language; decimal points and ISO dates; the currency is a
/// column. Rows only: who calculates with them would count a total twice, and JSON keeps totals
/// apart. A text that a spreadsheet would take for a formula gets an apostrophe.
std::string to_csv(const Table& table);

/// A page of its own, for people: amounts and days as its language writes them in print.
std::string to_html(const Table& table);

/// The journal as hledger reads it; only of the journal. Throws Error{unsupported} for others.
std::string to_hledger(const Table& table);

}  // namespace relief::reports
