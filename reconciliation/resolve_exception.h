#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief::reconciliation {

/// Closes an exception with what was found out. Signed by two.
/// Throws Error{conflict} where it is closed already.
Facts resolve_exception(Work& work, const ExceptionId& id, const std::string& code);

}  // namespace relief::reconciliation
