#include "reconciliation/match_assign.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "reconciliation/match_subsets.h"

namespace relief::reconciliation::match_assign_test {
namespace {

using Rows = std::vector<std::vector<Edge>>;
using Result = std::vector<std::optional<std::size_t>>;

double worth(const Rows& rows, const Result& result) {
  double sum = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!result[row]) continue;
    sum += std::ranges::find(rows[row], *result[row], &Edge::column)->worth;
  }
  return sum;
}

TEST(MatchAssignTest, TakesTheBestForAllNotTheFirst) {
  const Rows rows{{{7, 10}, {8, 9}}, {{7, 9.5}}};
  EXPECT_EQ(assign(rows), (Result{8, 7}));
}

TEST(MatchAssignTest, LeavesARowWithoutWhereNothingIsLeft) {
  EXPECT_EQ(assign({{{1, 2}}, {{1, 3}}, {}}), (Result{std::nullopt, 1, std::nullopt}));
  EXPECT_TRUE(assign({}).empty());
}

TEST(MatchAssignTest, IsAsGoodAsTryingEverything) {
  std::mt19937 random{3};
  for (int round = 0; round < 200; ++round) {
    Rows rows(4);
    for (auto& row : rows) {
      for (std::size_t column = 0; column < 4; ++column) {
        if (random() % 3 != 0) row.push_back({column, 1.0 + static_cast<double>(random() % 50)});
      }
    }
    std::vector<std::size_t> order{0, 1, 2, 3};
    double best = 0;
    do {
      double sum = 0;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto edge = std::ranges::find(rows[row], order[row], &Edge::column);
        if (edge != rows[row].end()) sum += edge->worth;
      }
      best = std::max(best, sum);
    } while (std::ranges::next_permutation(order).found);
    const auto result = assign(rows);
    EXPECT_DOUBLE_EQ(worth(rows, result), best);
  }
}

TEST(MatchAssignTest, GivesAColumnOnceAmongMany) {
  Rows rows(300);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < 8; ++i)
      rows[row].push_back({(row + i * 7) % 250, 1.0 + static_cast<double>(i)});
  }
  auto result = assign(rows);
  std::erase(result, std::nullopt);
  std::ranges::sort(result);
  EXPECT_EQ(std::ranges::adjacent_find(result), result.end());
}

using Sets = std::vector<std::vector<std::size_t>>;

Sets sets(std::string_view sum, const std::vector<std::string>& amounts, std::size_t most = 2,
          std::size_t largest = most_amounts) {
  std::vector<Money> money;
  for (const auto& each : amounts) money.push_back(Money::parse(each, currency("AZN")));
  return sets_that_make(Money::parse(sum, currency("AZN")), money, most, largest);
}

TEST(MatchSubsetsTest, CountsTheWaysToMakeASum) {
  EXPECT_EQ(sets("15", {"5", "10", "7"}), (Sets{{0, 1}}));
  EXPECT_EQ(sets("12", {"5", "10", "7", "2"}), (Sets{{0, 2}, {1, 3}})) << "two: so it proves none";
  EXPECT_EQ(sets("15", {"5", "5", "10"}).size(), 2U) << "equal lump sums";
  EXPECT_TRUE(sets("4", {"5", "10"}).empty());
  EXPECT_TRUE(sets("0", {"5"}).empty());
  EXPECT_TRUE(sets("5", {}).empty());
}

TEST(MatchSubsetsTest, LooksForSmallSetsAlone) {
  EXPECT_EQ(sets("15", {"5", "4", "6", "10", "15"}, 8, 2), (Sets{{0, 3}, {4}}));
  // Of three and more there are too many ways to go through.
  EXPECT_EQ(sets("10", std::vector<std::string>(most_amounts, "5"), 1000, 2).size(),
            most_amounts * (most_amounts - 1) / 2);
}

TEST(MatchSubsetsTest, RefusesMoreThanItCanSearch) {
  EXPECT_TRUE(sets("5", std::vector<std::string>(most_amounts + 1, "5")).empty());
  EXPECT_FALSE(sets("5", std::vector<std::string>(most_amounts, "5")).empty());
}

}  // namespace
}  // namespace relief::reconciliation::match_assign_test
