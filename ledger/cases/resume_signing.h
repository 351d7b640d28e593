#pragma once

#include "ledger/cases/context.h"

namespace relief {

/// Lets the signer sign again, once a person has verified the whole database, and notes in the log
/// that the check passed (check.passed). Answers the record's facts.
/// Throws Error{conflict} where the log doesn't extend what was signed.
Facts resume_signing(Context& context);

}  // namespace relief
