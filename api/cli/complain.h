#pragma once

#include <ostream>

#include "ledger/base/error.h"

namespace relief::cli {

/// Tells a person of a refusal: the sentence, the clause that refuses, and each field at fault.
void complain(std::ostream& out, const Error& error);

}  // namespace relief::cli
