#include "ledger/audit/tree.h"

#include <utility>

#include "ledger/base/error.h"

namespace relief::audit {

void Roots::append(const Hash& leaf) {
  auto hash = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    auto& hashes = levels_[level];
    hashes.push_back(hash);
    if (hashes.size() % 2 == 1) return;
    hash = node_hash(hashes[hashes.size() - 2], hashes.back());
  }
}

Hash Roots::at(std::uint64_t size) const {
  ensure(size <= this->size(), "a tree knows the roots of its past only");
  std::vector<Hash> parts;
  std::uint64_t begin = 0;
  for (auto level = levels_.size(); level-- > 0;) {
    const auto width = std::uint64_t{1} << level;
    if ((size & width) == 0) continue;
    parts.push_back(levels_[level][begin / width]);
    begin += width;
  }
  return CompactRange{size, std::move(parts)}.root();
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
