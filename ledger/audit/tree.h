#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "ledger/proof/merkle.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {

/// A growing tree that keeps the root of each complete subtree in it: two hashes a leaf.
class Subtrees {
 public:
  void append(const Hash& leaf);

  [[nodiscard]] std::uint64_t size() const noexcept {
    return levels_.empty() ? 0 : levels_.front().size();
  }
  /// The roots of the subtrees of 2^level leaves, from the left.
  [[nodiscard]] std::span<const Hash> level(std::size_t level) const;
  /// Those whose leaves are the first `size`, the largest first. `size` isn't beyond size().
  [[nodiscard]] std::vector<Hash> parts(std::uint64_t size) const;

 private:
  std::vector<std::vector<Hash>> levels_;
};

/// The roots that a growing log had at each of its sizes. Keeps two hashes for each full tile: the
/// leaves of a tile are read again when a size inside it is asked for, and checked once more then.
class Roots {
 public:
  /// The leaves of a full tile.
  using Leaves = std::function<std::vector<Hash>(std::uint64_t tile)>;
  explicit Roots(Leaves leaves = {}) : leaves_{std::move(leaves)} {}

  void append(const Hash& leaf);
  /// Appends a full tile, of which somebody else made the root. The leaves before it fill tiles.
  void append_tile(const Hash& root);

  [[nodiscard]] std::uint64_t size() const noexcept {
    return full_.size() * full_tile_width + begun_.size();
  }
  /// `size` isn't beyond size(). Throws: Error{malformed} where a tile is read that was another.
  [[nodiscard]] Hash at(std::uint64_t size) const;

  /// The hashes of a tile above level 0.
  [[nodiscard]] std::span<const Hash> hashes(const Tile& tile) const;

 private:
  const Subtrees& tile(std::uint64_t index) const;

  Leaves leaves_;
  Subtrees full_;   ///< Over the roots of full tiles.
  Subtrees begun_;  ///< Of the tile that fills.
  // People sign what they saw a moment before, so the same few tiles are asked for.
  mutable std::map<std::uint64_t, Subtrees> read_;
};

/// Cuts a growing tree into its tiles, each handed on when it is full; the partial ones at the end.
class TileCutter {
 public:
  using Sink = std::function<void(const Tile& tile, const std::vector<Hash>& hashes)>;
  explicit TileCutter(Sink sink) : sink_{std::move(sink)} {}

  void append(const Hash& leaf) { append(0, leaf); }
  void finish();

 private:
  struct Level {
    std::uint64_t index = 0;  ///< Of the tile that fills.
    std::vector<Hash> hashes;
  };
  void append(std::size_t level, const Hash& hash);

  Sink sink_;
  std::vector<Level> levels_;
};

}  // namespace relief::audit
