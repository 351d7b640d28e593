#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/merkle.h"
#include "ledger/proof/sha256.h"

namespace relief {

/// The log as immutable files (C2SP tlog-tiles). A tile holds up to 256 hashes, side by side: level
/// 0 the leaves', each higher level the roots of the full tiles below. An entry bundle holds the
/// records of the level-0 tile of its index.

constexpr unsigned full_tile_width = 256;

struct Tile {
  unsigned level = 0;                ///< 0 to 63.
  std::uint64_t index = 0;           ///< Among the tiles of its level.
  unsigned width = full_tile_width;  ///< Hashes in it, 1 to 256.

  friend bool operator==(const Tile&, const Tile&) = default;
};

/// "tile/0/x001/x234/067", "tile/1/000.p/17".
std::string tile_path(unsigned level, std::uint64_t index, unsigned width);

/// "tile/entries/005", "tile/entries/005.p/112".
std::string entries_path(std::uint64_t index, unsigned width);

/// Throws: Error{malformed} for a path that tile_path doesn't write.
Tile parse_tile_path(std::string_view path);

/// The level-0 tile of the bundle. Throws: Error{malformed} for a path that entries_path doesn't
/// write.
Tile parse_entries_path(std::string_view path);

/// All the tiles of a tree, level by level; those of level 0 name the entry bundles too.
std::vector<Tile> tiles_of(std::uint64_t size);

/// How many hashes a level has in a tree of `size` leaves: the higher ones, one for each full tile.
std::uint64_t hashes_at(unsigned level, std::uint64_t size);

/// Whether a tree of `size` leaves has all the tile's hashes.
bool is_within(const Tile& tile, std::uint64_t size);

/// The sizes of the trees whose right edge on the tile's level is the end of the tile: the first of
/// them, and the first that is too large. A partial tile belongs to a log that had one of them.
struct Sizes {
  std::uint64_t begin;
  std::uint64_t end;
};
Sizes sizes_ending_in(const Tile& tile);

/// Tells the hashes [begin, end) of a level, from wherever they are kept.
using LevelHashes =
    std::function<std::vector<Hash>(unsigned level, std::uint64_t begin, std::uint64_t end)>;

/// The roots of subtrees, for proofs, out of a log's tiles. Reads at most 255 hashes of each level
/// for a root: never more than a few tiles, however long the log is.
SubtreeRoot subtree_roots(LevelHashes hashes);

/// A tile's content, and back. Throws: Error{malformed} unless there are 1 to 256 whole hashes.
std::string tile_bytes(std::span<const Hash> hashes);
std::vector<Hash> hashes_of_tile(std::string_view bytes);

/// A bundle's content: each record after its length in two bytes, big end first.
/// Throws: Error{too_large} for a record over 65,535 bytes.
std::string entry_bundle(std::span<const std::string> records);

/// The records of a bundle, seen where they are.
/// Throws: Error{malformed} for an empty record, one cut short, none, or more than 256.
std::vector<std::string_view> records_of_bundle(std::string_view bundle);

}  // namespace relief
