#pragma once

#include <span>
#include <vector>

#include "reconciliation/match_board.h"
#include "reconciliation/match_stages.h"

namespace relief::reconciliation {

/// What each booked line of one account is answered by: itself, or each of its details where it has
/// several with amounts, unless it is a batch whose details name nothing of ours. In order of
/// booking: by day, then as the lines were given. Keep the lines alive.
std::vector<Movement> movements_of(std::span<const StatementLine* const> lines,
                                   const ItemIndex& items);

/// What a line moved beyond the movements of its details: the bank's stated charge.
Money beyond_details(const StatementLine& line);

/// Every movement in exactly one decision. The order of items decides nothing but ties: give them
/// sorted by their identifiers.
std::vector<Decision> decide(std::span<const Movement> movements, const ItemIndex& items,
                             Reach reach);

}  // namespace relief::reconciliation
