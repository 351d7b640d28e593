#include "ledger/audit/tree.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

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

TEST(TreeTest, ReadsTheLeavesOfATileAgainForASizeInsideIt) {
  const auto leaves = leaves_of(1000);
  int asked = 0;
  Roots roots{[&](std::uint64_t tile) {
    ++asked;
    const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(tile * full_tile_width);
    return std::vector<Hash>(begin, begin + full_tile_width);
  }};
  for (std::size_t i = 0; i < 512; ++i) roots.append(leaves[i]);
  roots.append_tile(root_of({leaves.data() + 512, full_tile_width}));
  for (std::size_t i = 768; i < leaves.size(); ++i) roots.append(leaves[i]);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    ASSERT_EQ(roots.at(size), root_of({leaves.data(), size})) << size;
  }
  EXPECT_EQ(asked, 3);
}

TEST(TreeTest, RefusesATileThatWasAnother) {
  const auto leaves = leaves_of(256);
  Roots roots{[&](std::uint64_t) { return std::vector<Hash>(256, leaves[0]); }};
  for (const auto& leaf : leaves) roots.append(leaf);
  EXPECT_EQ(relief::test::refusal([&] { (void)roots.at(100); }), Errc::malformed);
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
