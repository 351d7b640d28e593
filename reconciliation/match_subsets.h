#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ledger/money/money.h"

namespace relief::reconciliation {

inline constexpr std::size_t most_amounts = 22;

/// The sets of amounts that make a sum, at most `most` of them, in the order of their numbers: two
/// are enough to know that one isn't the only one. Each set has at least one amount, at most
/// `largest`, and leaves out no more than it must.
///
/// All amounts are positive and of the sum's currency. Nothing for more than `most_amounts`: with
/// so many, chance alone makes most sums.
std::vector<std::vector<std::size_t>> sets_that_make(const Money& sum,
                                                     std::span<const Money> amounts,
                                                     std::size_t most = 2,
                                                     std::size_t largest = most_amounts);

}  // namespace relief::reconciliation
