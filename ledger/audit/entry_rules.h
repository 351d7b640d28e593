#pragma once

#include "ledger/audit/state.h"

namespace relief::audit {

/// Checks a record's entry by the rules that hold for every kind, posts it, and follows what it
/// does to places and payments: balanced for each fund in each currency, no open item overdrawn, no
/// fund overspent (all of it Book's); funds that were opened; no closed period; acts of people that
/// move no money at a place; money reserved and payments ordered only with their approvals.
/// Throws Error: malformed, conflict, refused.
void take_entry(State& state, const Taken& taken);

/// For every fund and currency the unspent gifts sum to its own money.
/// Throws Error{refused}.
void check_lots(const State& state);

/// For every statement: what its place held before it and all that was booked of it make its
/// closing; and each that was accepted is there.
/// Throws Error{refused}.
void check_statements(const State& state);

}  // namespace relief::audit
