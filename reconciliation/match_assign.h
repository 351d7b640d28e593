#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace relief::reconciliation {

/// That a column may be a row's, and what it is worth.
struct Edge {
  std::size_t column;
  double worth;  ///< Above zero.
};

/// For each row a column of its own or none, so that the worth of all together is the highest: not
/// who comes first gets the best. Where many rows hang together the best pairs are taken first.
std::vector<std::optional<std::size_t>> assign(const std::vector<std::vector<Edge>>& rows);

}  // namespace relief::reconciliation
