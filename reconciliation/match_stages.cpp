#include "reconciliation/match_stages.h"

#include <array>

namespace relief::reconciliation {
namespace {

constexpr std::array stages{
    MatchStage{Stage::none, leave_doubted, true},
    MatchStage{Stage::charge, match_charges, true},
    MatchStage{Stage::reference, match_by_reference, true},
    MatchStage{Stage::batch, match_by_batch, true},
    MatchStage{Stage::near, match_near_references, false},
    MatchStage{Stage::account, match_by_account, false},
    MatchStage{Stage::parts, match_parts, false},
    MatchStage{Stage::returned, match_returns, true},
    MatchStage{Stage::none, leave_faults, true},
    MatchStage{Stage::scored, match_by_score, false},
    MatchStage{Stage::none, leave_rest, true},
};

}  // namespace

std::span<const MatchStage> match_stages() { return stages; }

}  // namespace relief::reconciliation
