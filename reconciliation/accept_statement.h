#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief::reconciliation {

/// A statement that waits or was set aside, and why two people take it as it is.
struct Acceptance {
  StatementId statement;
  std::string code;
};

/// Takes a statement in spite of its faults, signed by two: its lines are posted and matched as if
/// it had come whole, and what neither the books nor its lines explain is booked as nobody's, so
/// that the place holds what the statement ends with and the next one goes on from there. Of a file
/// that was set aside whole, what comes before it is posted, and what follows is judged anew.
///
/// Throws Error: conflict where it is in the books already, or an earlier one of its place waits;
/// refused, by the rulebook's clause, for what nobody can accept: a file that can't be read or
/// isn't a statement of this account and currency, what is in the books already, what lacks a
/// balance.
Facts accept_statement(Work& work, const Acceptance& input);

}  // namespace relief::reconciliation
