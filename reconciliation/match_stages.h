#pragma once

#include <span>

#include "reconciliation/match_board.h"

namespace relief::reconciliation {

/// One stage of matching: it decides what it is certain of, and leaves the rest to those after it.
struct MatchStage {
  Stage name;
  void (*run)(Board& board);
  /// Whether it settles by identity alone: what the server posts without anybody looking at it.
  bool is_identity;
};

/// All stages, in the order in which they run: the most certain first.
std::span<const MatchStage> match_stages();

// Each in a file of its own, which says why a banker would agree.
void match_charges(Board& board);
void match_by_reference(Board& board);
void match_by_batch(Board& board);
void match_returns(Board& board);
void match_near_references(Board& board);
void match_by_account(Board& board);
void match_parts(Board& board);
void match_by_score(Board& board);

/// Leaves to people the lines whose details don't add up to them.
void leave_doubted(Board& board);

/// Leaves to people what has a reason that no proposal may hide: debits that aren't what was
/// ordered, above all.
void leave_faults(Board& board);

/// Leaves everything else, each with its reason.
void leave_rest(Board& board);

}  // namespace relief::reconciliation
