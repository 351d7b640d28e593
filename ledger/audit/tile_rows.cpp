#include "ledger/audit/tile_rows.h"

#include <algorithm>
#include <span>
#include <vector>

#include "ledger/audit/checks.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/tile_roots.h"

namespace relief::audit {
namespace {

constexpr std::uint64_t tiles_at_once = 64;

/// The leaf with which a tile of the level begins.
std::uint64_t first_leaf(unsigned level, std::uint64_t number) {
  return sizes_ending_in({.level = level + 1, .index = 0, .width = 1}).begin * number;
}

/// Compares the roots of the full tiles [begin, end) of a level.
void compare(storage::Transaction& tx, unsigned level, std::uint64_t begin, std::uint64_t end) {
  const auto hashes =
      storage::level_hashes(tx, level, begin * full_tile_width, end * full_tile_width);
  const auto kept = storage::level_hashes(tx, level + 1, begin, end);
  for (auto number = begin; number < end; ++number) {
    const auto i = number - begin;
    if (i >= kept.size() || (i + 1) * full_tile_width > hashes.size()) {
      fail("the root of a full tile isn't kept", first_leaf(level, number));
    }
    const auto tile = std::span{hashes}.subspan(i * full_tile_width, full_tile_width);
    if (root_of(tile) != kept[i]) {
      fail("the root that is kept of a tile isn't the tile's", first_leaf(level, number));
    }
  }
}

}  // namespace

Check::Counts check_tile_rows(storage::Transaction& tx, std::uint64_t size) {
  std::uint64_t roots = 0;
  for (unsigned level = 0; level < 7; ++level) {
    const auto count = hashes_at(level + 1, size);
    if (storage::level_size(tx, level + 1) > count) {
      fail("the root of a tile is kept that isn't full", first_leaf(level, count));
    }
    for (std::uint64_t begin = 0; begin < count; begin += tiles_at_once) {
      compare(tx, level, begin, std::min(begin + tiles_at_once, count));
    }
    roots += count;
  }
  return {{"tile roots", roots}};
}

}  // namespace relief::audit
