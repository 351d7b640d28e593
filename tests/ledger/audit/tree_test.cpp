#include "ledger/audit/tree.h"

#include <gtest/gtest.h>

namespace relief::audit::test {
namespace {

std::vector<Hash> leaves_of(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

TEST(TreeTest, KnowsTheRootOfEachSizeThatItHad) {
  const auto leaves = leaves_of(70);
  Roots roots;
  for (const auto& leaf : leaves) roots.append(leaf);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(roots.at(size), root_of({leaves.data(), size})) << size;
  }
}

TEST(TreeTest, CutsTheTilesThatTheLayoutNames) {
  for (const std::size_t size : {1, 255, 256, 257, 70'000}) {
    std::vector<Tile> cut;
    TileCutter cutter{[&](const Tile& tile, const std::vector<Hash>& hashes) {
      EXPECT_EQ(hashes.size(), tile.width);
      cut.push_back(tile);
    }};
    for (const auto& leaf : leaves_of(size)) cutter.append(leaf);
    cutter.finish();
    const auto named = tiles_of(size);
    EXPECT_EQ(cut.size(), named.size()) << size;
    for (const auto& tile : named) {
      EXPECT_NE(std::find(cut.begin(), cut.end(), tile), cut.end()) << size;
    }
  }
}

}  // namespace
}  // namespace relief::audit::test
