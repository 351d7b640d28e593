#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ledger/proof/merkle.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {

/// The roots that a growing tree had at each of its sizes. Keeps two hashes a leaf.
class Roots {
 public:
  void append(const Hash& leaf);

  [[nodiscard]] std::uint64_t size() const noexcept {
    return levels_.empty() ? 0 : levels_.front().size();
  }
  /// `size` isn't beyond size().
  [[nodiscard]] Hash at(std::uint64_t size) const;

 private:
  std::vector<std::vector<Hash>>
      levels_;  ///< The roots of the complete subtrees of 2^level leaves.
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
