#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief::reconciliation {

/// A statement that waits or was set aside, and why a treasurer wants none of its file.
struct Discard {
  StatementId statement;
  std::string code;
};

/// Discards a statement with all of its file that isn't in the books: it waits no more, holds up
/// nothing, and tells nothing. The file stays, sealed, with who discarded it; sent again, it is
/// taken as if it had never come. Nothing in the books moved, so nobody signs and the log tells
/// nothing.
///
/// Answers {id, state, statements}. Throws Error{conflict} where it is in the books, or was
/// discarded before.
Facts discard_statement(Work& work, const Discard& input);

}  // namespace relief::reconciliation
