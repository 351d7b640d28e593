#pragma once

#include <string>
#include <vector>

#include "reconciliation/match.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// What is answered once: a line, or one of the details of a line that has several.
struct Movement {
  const StatementLine* line;
  int detail;  ///< 0: the whole line.
  Money amount;
  const Particulars* particulars;

  [[nodiscard]] bool is_credit() const { return !amount.is_negative(); }
};

/// What the bank's own code says a movement is.
bool is_charge(const Movement& movement);
bool is_interest(const Movement& movement);
bool is_return(const Movement& movement);

/// What its code, its marks or its words say: a charge of the bank's with nobody on the other side;
/// something that goes back, whoever sends it.
bool reads_as_charge(const Movement& movement);
bool reads_as_return(const Movement& movement);

}  // namespace relief::reconciliation
