#pragma once

#include "ledger/audit/state.h"

namespace relief::audit {

/// What the rulebook bounds of a request, beyond who decides on it.

/// Checks that an amount that no law sets isn't above the purpose's ceiling. Throws Error{refused}.
void check_ceiling(const State& state, const Request& request);

/// Checks that every unspent gift in the request's fund, of its currency, is of a source that the
/// purpose admits. Throws Error{refused}.
void check_sources(const State& state, const Request& request);

/// The step of the rulebook in force that decides on a request, with the case's other living
/// requests.
const ApprovalStep& step_of(const State& state, const Taken& taken, const Request& request);

/// Whether a request has waited for its decisions, or for its order, until it lapses.
bool is_over(const State& state, const Taken& taken, const Request& request);

}  // namespace relief::audit
