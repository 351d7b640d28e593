#pragma once

#include "reconciliation/match.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// What is answered once: a line, or one of the details of a line that has several.
struct Movement {
  const StatementLine* line;
  int detail;  ///< 0: the whole line.
  Money amount;
  const Particulars* particulars;
};

/// Whether the payee's account is the one that we sent the money to, where both sides name one.
bool pays_the_payee(const OpenItem& item, const Movement& movement);

/// What the bank's own code says a movement is.
bool is_charge(const Movement& movement);
bool is_interest(const Movement& movement);
bool is_return(const Movement& movement);

}  // namespace relief::reconciliation
