#include "reconciliation/match_assign.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace relief::reconciliation {
namespace {

using Rows = std::vector<std::vector<Edge>>;
using Result = std::vector<std::optional<std::size_t>>;
using Numbers = std::vector<std::size_t>;

/// Rows that compete for columns, directly or through others.
class Components {
 public:
  explicit Components(const Rows& rows) : parents_(rows.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    std::map<std::size_t, std::size_t> first_row;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (const auto& edge : rows[row]) {
        const auto [known, is_new] = first_row.try_emplace(edge.column, row);
        if (!is_new) parents_[root(row)] = root(known->second);
      }
    }
  }

  std::map<std::size_t, Numbers> rows_by_root() {
    std::map<std::size_t, Numbers> result;
    for (std::size_t row = 0; row < parents_.size(); ++row) result[root(row)].push_back(row);
    return result;
  }

 private:
  std::size_t root(std::size_t row) {
    while (parents_[row] != row) row = parents_[row] = parents_[parents_[row]];
    return row;
  }

  Numbers parents_;
};

/// The assignment problem by shortest augmenting paths (Kuhn, Munkres; with potentials). Each row
/// has a column of its own beside the others that is worth nothing: to stay without.
class Hungarian {
 public:
  Hungarian(const Rows& rows, const Numbers& members) : members_{members} {
    std::set<std::size_t> columns;
    for (const auto row : members) {
      for (const auto& edge : rows[row]) columns.insert(edge.column);
    }
    columns_.assign(columns.begin(), columns.end());
    width_ = columns_.size() + members.size();
    costs_.assign(members.size() * width_, 0);
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = 0; j < columns_.size(); ++j) cost(i, j) = impossible;
      for (std::size_t j = columns_.size(); j < width_; ++j) cost(i, j) = impossible;
      cost(i, columns_.size() + i) = 0;
      for (const auto& edge : rows[members[i]]) {
        const auto at = std::ranges::lower_bound(columns_, edge.column) - columns_.begin();
        cost(i, static_cast<std::size_t>(at)) = -edge.worth;
      }
    }
  }

  void solve(Result& result) {
    // Numbers from 1, as 0 stands for the row that looks for its column.
    row_of_.assign(width_ + 1, 0);
    row_price_.assign(members_.size() + 1, 0);
    column_price_.assign(width_ + 1, 0);
    for (std::size_t row = 1; row <= members_.size(); ++row) place(row);
    for (std::size_t j = 1; j <= columns_.size(); ++j) {
      if (row_of_[j] != 0) result[members_[row_of_[j] - 1]] = columns_[j - 1];
    }
  }

 private:
  static constexpr double impossible = 1e9;

  double& cost(std::size_t i, std::size_t j) { return costs_[i * width_ + j]; }

  void place(std::size_t row) {
    std::vector<double> slack(width_ + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> is_seen(width_ + 1);
    Numbers before(width_ + 1);
    row_of_[0] = row;
    std::size_t column = 0;
    while (row_of_[column] != 0) column = step(column, slack, is_seen, before);
    for (; column != 0; column = before[column]) row_of_[column] = row_of_[before[column]];
  }

  std::size_t step(std::size_t column, std::vector<double>& slack, std::vector<bool>& is_seen,
                   Numbers& before) {
    is_seen[column] = true;
    const auto row = row_of_[column];
    std::size_t nearest = 0;
    auto least = std::numeric_limits<double>::infinity();
    for (std::size_t j = 1; j <= width_; ++j) {
      if (is_seen[j]) continue;
      const auto reduced = cost(row - 1, j - 1) - row_price_[row] - column_price_[j];
      if (reduced < slack[j]) {
        slack[j] = reduced;
        before[j] = column;
      }
      if (slack[j] < least) {
        least = slack[j];
        nearest = j;
      }
    }
    for (std::size_t j = 0; j <= width_; ++j) {
      if (is_seen[j]) {
        row_price_[row_of_[j]] += least;
        column_price_[j] -= least;
      } else {
        slack[j] -= least;
      }
    }
    return nearest;
  }

  const Numbers& members_;
  Numbers columns_;
  std::size_t width_ = 0;
  std::vector<double> costs_, row_price_, column_price_;
  Numbers row_of_;
};

void assign_best_first(const Rows& rows, const Numbers& members, Result& result) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (const auto row : members) {
    for (const auto& edge : rows[row]) pairs.emplace_back(-edge.worth, row, edge.column);
  }
  std::ranges::sort(pairs);
  std::set<std::size_t> taken;
  for (const auto& [worth, row, column] : pairs) {
    if (!result[row] && taken.insert(column).second) result[row] = column;
  }
}

}  // namespace

std::vector<std::optional<std::size_t>> assign(const std::vector<std::vector<Edge>>& rows) {
  constexpr std::size_t most_rows = 100;  // The exact way costs their third power.
  Result result(rows.size());
  for (const auto& [root, members] : Components{rows}.rows_by_root()) {
    if (members.size() <= most_rows) {
      Hungarian{rows, members}.solve(result);
    } else {
      assign_best_first(rows, members, result);
    }
  }
  return result;
}

}  // namespace relief::reconciliation
