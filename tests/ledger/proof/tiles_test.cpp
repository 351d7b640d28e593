#include "ledger/proof/tiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/proof/merkle.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

std::optional<json> vectors() {
  const auto file = test::read_file(test::shared_folder() / "vectors" / "tlog" / "tile-paths.json");
  if (!file) return std::nullopt;
  return json::parse(*file);
}

TEST(TilesTest, PathsAreInGroupsOfThreeDigits) {
  EXPECT_EQ(tile_path(0, 5, 256), "tile/0/005");
  EXPECT_EQ(tile_path(63, 1234067, 1), "tile/63/x001/x234/067.p/1");
  EXPECT_EQ(tile_path(1, 1000, 255), "tile/1/x001/000.p/255");
  EXPECT_EQ(entries_path(1234067, 256), "tile/entries/x001/x234/067");
  EXPECT_THROW(tile_path(64, 0, 256), InvariantBroken);
  EXPECT_THROW(tile_path(0, 0, 0), InvariantBroken);
  EXPECT_THROW(entries_path(0, 257), InvariantBroken);
}

TEST(TilesTest, ReadsBackThePathsItWrites) {
  for (const std::uint64_t index : {0ULL, 999ULL, 1000ULL, 999'999ULL, 36'028'797'018'963'967ULL}) {
    for (const unsigned width : {1U, 255U, 256U}) {
      EXPECT_EQ(parse_tile_path(tile_path(7, index, width)), (Tile{7, index, width}));
      EXPECT_EQ(parse_entries_path(entries_path(index, width)), (Tile{0, index, width}));
    }
  }
}

TEST(TilesTest, RefusesOtherPaths) {
  for (const std::string path : {"",
                                 "tile",
                                 "tile/",
                                 "tile/0",
                                 "tile/0/",
                                 "tile//000",
                                 "tile/0/1",
                                 "tile/0/0000",
                                 "tile/0/x001",
                                 "tile/0/x000/001",
                                 "tile/0/001/000",
                                 "tile/0/000.p/",
                                 "tile/0/000.p/x",
                                 "tile/0/000.p/+1",
                                 "tile/0/000.p/256",
                                 "tile/64/000",
                                 "tile/0/000/",
                                 "/tile/0/000",
                                 "tile/0/../secret",
                                 "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                                 "tile/entries/000"}) {
    EXPECT_EQ(test::refusal([&] { parse_tile_path(path); }), Errc::malformed) << path;
  }
  for (const std::string path : {"tile/entries/", "tile/entries/0", "tile/0/000",
                                 "tile/entries/000.p/0", "tile/entries/000.p/1/"}) {
    EXPECT_EQ(test::refusal([&] { parse_entries_path(path); }), Errc::malformed) << path;
  }
}

TEST(TilesTest, ListsTheTilesOfATree) {
  using Tiles = std::vector<Tile>;
  EXPECT_EQ(tiles_of(0), Tiles{});
  EXPECT_EQ(tiles_of(1), (Tiles{{0, 0, 1}}));
  EXPECT_EQ(tiles_of(255), (Tiles{{0, 0, 255}}));
  EXPECT_EQ(tiles_of(256), (Tiles{{0, 0, 256}, {1, 0, 1}}));
  EXPECT_EQ(tiles_of(257), (Tiles{{0, 0, 256}, {0, 1, 1}, {1, 0, 1}}));
  const auto tiles = tiles_of(70'000);
  EXPECT_EQ(tiles.size(), 273U + 1 + 1 + 1 + 1);
  EXPECT_EQ(tiles[273], (Tile{0, 273, 112}));
  EXPECT_EQ(tiles.back(), (Tile{2, 0, 1}));
}

TEST(TilesTest, AHigherTileHoldsTheRootsOfTheFullTilesBelow) {
  std::vector<Hash> leaves;
  for (int i = 0; i < 600; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  const auto all = std::span{leaves};
  const std::vector<Hash> level1{root_of(all.first(256)), root_of(all.subspan(256, 256))};
  CompactRange range{512, {root_of(level1)}};
  for (const auto& leaf : all.subspan(512)) range.append(leaf);
  EXPECT_EQ(range.root(), root_of(all));
}

TEST(TilesTest, ProofsComeOutOfAFewTiles) {
  // Three levels: 65,536 leaves fill 256 tiles, and those one tile.
  constexpr std::uint64_t size = 70'000;
  std::vector<std::vector<Hash>> levels(1);
  for (std::uint64_t i = 0; i < size; ++i) levels[0].push_back(leaf_hash(std::to_string(i)));
  while (levels.back().size() >= full_tile_width) {
    std::vector<Hash> roots;
    for (std::size_t i = 0; i + full_tile_width <= levels.back().size(); i += full_tile_width) {
      roots.push_back(root_of(std::span{levels.back()}.subspan(i, full_tile_width)));
    }
    levels.push_back(std::move(roots));
  }
  std::size_t read = 0;
  const auto tiles = subtree_roots([&](unsigned level, std::uint64_t begin, std::uint64_t end) {
    read += end - begin;
    const auto row = std::span{levels.at(level)}.subspan(begin, end - begin);
    return std::vector(row.begin(), row.end());
  });
  for (const auto index : {0U, 255U, 256U, 65'535U, 65'536U, 69'887U, 69'888U, 69'999U}) {
    read = 0;
    EXPECT_EQ(inclusion_proof(size, index, tiles), inclusion_proof(levels[0], index)) << index;
    EXPECT_LE(read, 6U * 255U) << index;
  }
  for (const auto old_size : {1U, 256U, 257U, 65'536U, 65'537U, 69'999U, 70'000U}) {
    EXPECT_EQ(consistency_proof(size, old_size, tiles), consistency_proof(levels[0], old_size));
  }
}

TEST(TilesTest, AMissingHashIsNoticed) {
  const auto none =
      subtree_roots([](unsigned, std::uint64_t, std::uint64_t) { return std::vector<Hash>{}; });
  EXPECT_THROW(inclusion_proof(3, 0, none), InvariantBroken);
}

TEST(TilesTest, ATreeHasTheTilesOfItsSize) {
  for (const auto size : {1U, 255U, 256U, 257U, 65'536U, 70'000U}) {
    for (const auto& tile : tiles_of(size)) {
      EXPECT_TRUE(is_within(tile, size)) << tile_path(tile.level, tile.index, tile.width);
      const auto [begin, end] = sizes_ending_in(tile);
      EXPECT_FALSE(is_within(tile, begin - 1));
      EXPECT_TRUE(is_within(tile, begin));
      EXPECT_EQ(end - begin, std::uint64_t{1} << (8 * tile.level));
      if (tile.width < full_tile_width) {
        EXPECT_TRUE(begin <= size && size < end);
      }
    }
  }
  EXPECT_FALSE(is_within({.level = 0, .index = ~std::uint64_t{0}, .width = 1}, 70'000));
  EXPECT_FALSE(is_within({.level = 63, .index = 0, .width = 1}, 70'000));
  EXPECT_EQ(hashes_at(2, 70'000), 1U);
  EXPECT_EQ(hashes_at(8, ~std::uint64_t{0}), 0U);
}

TEST(TilesTest, ATileHoldsWholeHashes) {
  const std::vector<Hash> hashes(256, leaf_hash("a"));
  EXPECT_EQ(tile_bytes(hashes).size(), 8192U);
  EXPECT_EQ(hashes_of_tile(tile_bytes(hashes)), hashes);
  EXPECT_EQ(test::refusal([] { tile_bytes({}); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { tile_bytes(std::vector<Hash>(257)); }), Errc::malformed);
  for (const std::size_t size : {0U, 31U, 33U, 257U * 32U}) {
    EXPECT_EQ(test::refusal([&] { hashes_of_tile(std::string(size, 'a')); }), Errc::malformed);
  }
}

TEST(TilesTest, ABundleHoldsRecordsAfterTheirLengths) {
  const std::vector<std::string> records{"abc", std::string(65'535, 'x'), std::string(256, 'y')};
  const auto bundle = entry_bundle(records);
  EXPECT_EQ(bundle.substr(0, 5), (std::string{"\0\3abc", 5}));
  EXPECT_EQ(bundle.substr(5, 2), "\xff\xff");
  EXPECT_TRUE(std::ranges::equal(records_of_bundle(bundle), records));
}

TEST(TilesTest, RefusesARecordThatNoBundleCanHold) {
  const std::vector<std::string> records{std::string(65'536, 'x')};
  EXPECT_EQ(test::refusal([&] { entry_bundle(records); }), Errc::too_large);
}

TEST(TilesTest, RefusesASpoiltBundle) {
  const auto bundle = entry_bundle(std::vector<std::string>{"abc", "def"});
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    if (size == 5) continue;  // The end of the first record: a bundle of one.
    EXPECT_EQ(test::refusal([&] { records_of_bundle(bundle.substr(0, size)); }), Errc::malformed);
  }
  const std::string full = entry_bundle(std::vector<std::string>(256, "a"));
  EXPECT_EQ(records_of_bundle(full).size(), 256U);
  EXPECT_EQ(test::refusal([&] { records_of_bundle(full + full); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { records_of_bundle({"\0\0", 2}); }), Errc::malformed);
}

TEST(TilesTest, AgreesWithThePublicVectors) {
  const auto all = vectors();
  if (!all) GTEST_SKIP() << "the public vectors aren't here";
  for (const auto& row : all->at("index_to_path")) {
    const auto path = "tile/3/" + row.at(1).get<std::string>();
    EXPECT_EQ(tile_path(3, row.at(0).get<std::uint64_t>(), 256), path);
    EXPECT_EQ(parse_tile_path(path).index, row.at(0).get<std::uint64_t>());
  }
  for (const auto& path : all->at("must_reject")) {
    const auto text = path.get<std::string>();
    EXPECT_EQ(test::refusal([&] { parse_tile_path(text); }), Errc::malformed) << path;
    EXPECT_EQ(test::refusal([&] { parse_entries_path(text); }), Errc::malformed) << path;
  }
}

}  // namespace
}  // namespace relief
