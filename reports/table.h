#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::reports {

/// A code that programs know, and what people call it in the report's language.
struct Term {
  std::string code;
  std::string words;
};

/// Where an amount would stand, and there is none: what was received isn't spent as well.
struct NoAmount {};

/// What stands in one cell of a report.
using Cell = std::variant<std::string, Money, Date, long, Term, NoAmount>;

struct Column {
  std::string name;   ///< For programs: "debit".
  std::string title;  ///< For people, in the report's language.
};

/// A report's answer, before anybody gives it a form.
struct Table {
  std::string name;   ///< Of the report: "trial-balance".
  std::string title;  ///< In its language.
  std::string lang;
  /// A sentence each, in its parts: as of which day, of which fund.
  std::vector<std::vector<Cell>> parameters;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  /// Of each currency, one after the other; an empty text is an empty cell.
  std::vector<std::vector<Cell>> totals;
};

}  // namespace relief::reports
