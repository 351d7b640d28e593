#pragma once

#include <string>
#include <vector>

#include "ledger/audit/state.h"

namespace relief::audit {

/// Keeps in mind a bank's debit that names a payment and that nothing explains: whatever it was,
/// the person may have the money.
void note_stray(State& state, const Taken& taken);

/// The codes of the debits that name a payment and that nothing has explained so far.
std::vector<std::string> unexplained(const State& state, const Payment& payment);

/// Checks that what was ordered before of a request, or of another one that counts against the same
/// limit, goes out once more only when the bank's statements show that it didn't go out the first
/// time. Throws Error{refused}.
void check_silence(const State& state, const Request& request);

}  // namespace relief::audit
