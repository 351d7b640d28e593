#include "ledger/audit/tree.h"

#include <utility>

#include "ledger/base/error.h"

namespace relief::audit {
namespace {

constexpr std::size_t tile_height = 8;  // Of the subtree that a full tile of leaves is.
constexpr std::size_t most_tiles_read = 64;

}  // namespace

void Subtrees::append(const Hash& leaf) {
  auto hash = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    auto& hashes = levels_[level];
    hashes.push_back(hash);
    if (hashes.size() % 2 == 1) return;
    hash = node_hash(hashes[hashes.size() - 2], hashes.back());
  }
}

std::span<const Hash> Subtrees::level(std::size_t level) const {
  if (level >= levels_.size()) return {};
  return levels_[level];
}

std::vector<Hash> Subtrees::parts(std::uint64_t size) const {
  ensure(size <= this->size(), "a tree knows the roots of its past only");
  std::vector<Hash> parts;
  std::uint64_t begin = 0;
  for (auto level = levels_.size(); level-- > 0;) {
    const auto width = std::uint64_t{1} << level;
    if ((size & width) == 0) continue;
    parts.push_back(levels_[level][begin / width]);
    begin += width;
  }
  return parts;
}

void Roots::append(const Hash& leaf) {
  begun_.append(leaf);
  if (begun_.size() < full_tile_width) return;
  full_.append(begun_.level(tile_height).front());
  begun_ = {};
}

void Roots::append_tile(const Hash& root) {
  ensure(begun_.size() == 0, "a full tile follows full tiles");
  full_.append(root);
}

Hash Roots::at(std::uint64_t size) const {
  ensure(size <= this->size(), "a log knows the roots of its past only");
  auto parts = full_.parts(size / full_tile_width);
  if (const auto inside = size % full_tile_width; inside > 0) {
    const auto more = tile(size / full_tile_width).parts(inside);
    parts.insert(parts.end(), more.begin(), more.end());
  }
  return CompactRange{size, std::move(parts)}.root();
}

const Subtrees& Roots::tile(std::uint64_t index) const {
  if (index == full_.size()) return begun_;
  if (const auto found = read_.find(index); found != read_.end()) return found->second;
  Subtrees subtrees;
  for (const auto& leaf : leaves_(index)) subtrees.append(leaf);
  require(subtrees.size() == full_tile_width &&
              subtrees.level(tile_height).front() == full_.level(0)[index],
          Errc::malformed, "a tile changed while it was verified");
  if (read_.size() == most_tiles_read) read_.erase(read_.begin());
  return read_.emplace(index, std::move(subtrees)).first->second;
}

std::span<const Hash> Roots::hashes(const Tile& tile) const {
  ensure(tile.level > 0, "the leaves themselves aren't kept");
  return full_.level(tile_height * (tile.level - 1))
      .subspan(tile.index * full_tile_width, tile.width);
}

void TileCutter::append(std::size_t level, const Hash& hash) {
  if (level == levels_.size()) levels_.emplace_back();
  levels_[level].hashes.push_back(hash);
  if (levels_[level].hashes.size() < full_tile_width) return;
  const auto hashes = std::exchange(levels_[level].hashes, {});
  sink_({.level = static_cast<unsigned>(level), .index = levels_[level].index++}, hashes);
  append(level + 1, root_of(hashes));
}

void TileCutter::finish() {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const auto& [index, hashes] = levels_[level];
    if (hashes.empty()) continue;
    sink_({.level = static_cast<unsigned>(level),
           .index = index,
           .width = static_cast<unsigned>(hashes.size())},
          hashes);
  }
}

}  // namespace relief::audit
