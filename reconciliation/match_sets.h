#pragma once

#include "reconciliation/match_board.h"

namespace relief::reconciliation {

/// Proposes whole batches for debits that name none, and what is left of a batch for those that
/// name it with less: some of its payments were refused.
void propose_batches(Board& board);

/// Proposes several pledges of one giver for a receipt that is their sum.
void propose_pledges(Board& board);

}  // namespace relief::reconciliation
