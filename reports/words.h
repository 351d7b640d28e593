#pragma once

#include <span>
#include <string_view>

#include "ledger/books/account.h"
#include "reports/reports.h"

namespace relief::reports {

/// A code of the books, as people of both languages call it.
struct Word {
  std::string_view code;  ///< "payment.ordered", "paid", "lump_sum"
  std::string_view az;
  std::string_view en;
};

/// Every code that stands in a report, by code. A new one is one new row.
std::span<const Word> words();

/// A code with its words in the report's language. A purpose that a rulebook added later has no
/// words here, and is shown as its code.
Term term(const Parameters& parameters, std::string_view code);

/// An account's name in the report's language.
std::string name_of(const Parameters& parameters, const Account& account);

}  // namespace relief::reports
