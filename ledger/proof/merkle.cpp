#include "ledger/proof/merkle.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/proof/big_endian.h"

namespace relief {
namespace {

/// Where a tree of `size` > 1 leaves is split: the largest power of two below `size`.
std::uint64_t split(std::uint64_t size) { return std::bit_floor(size - 1); }

SubtreeRoot over(std::span<const Hash> leaves) {
  return [leaves](std::uint64_t begin, std::uint64_t end) {
    return root_of(leaves.subspan(begin, end - begin));
  };
}

/// A node on its way up: the last bit of `index` tells its side, and it is alone at its level's
/// right edge where `index` equals `last`.
struct Climb {
  std::uint64_t index;
  std::uint64_t last;

  [[nodiscard]] bool meets_left_sibling() const { return index % 2 == 1 || index == last; }
  void up() {
    index /= 2;
    last /= 2;
  }
  /// Past the levels where a tree that ends with this node is complete.
  void skip_complete() {
    while (index % 2 == 1) up();
  }
  /// Past the levels where the node has no sibling.
  void skip_alone() {
    while (index % 2 == 0 && index != 0) up();
  }
};

}  // namespace

Hash leaf_hash(std::string_view record) { return sha256_of({std::string_view{"\x00", 1}, record}); }

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256_of({"\x01", as_bytes(left), as_bytes(right)});
}

Hash empty_root() { return sha256({}); }

CompactRange::CompactRange(std::uint64_t size, std::vector<Hash> hashes)
    : size_{size}, hashes_{std::move(hashes)} {
  require(hashes_.size() == static_cast<std::size_t>(std::popcount(size_)), Errc::malformed,
          "a compact range has one hash for each one-bit of its size");
}

void CompactRange::append(const Hash& leaf) {
  auto hash = leaf;
  for (auto complete = size_; complete % 2 == 1; complete /= 2) {
    hash = node_hash(hashes_.back(), hash);
    hashes_.pop_back();
  }
  hashes_.push_back(hash);
  ++size_;
}

Hash CompactRange::root() const {
  if (hashes_.empty()) return empty_root();
  auto root = hashes_.back();
  for (auto i = hashes_.size() - 1; i > 0; --i) root = node_hash(hashes_[i - 1], root);
  return root;
}

std::string CompactRange::to_bytes() const {
  auto bytes = big_endian(size_);
  for (const auto& hash : hashes_) bytes += as_bytes(hash);
  return bytes;
}

CompactRange CompactRange::of_bytes(std::string_view bytes) {
  require(bytes.size() >= 8 && bytes.size() % 32 == 8 && bytes.size() <= 8 + 64 * 32,
          Errc::malformed, "these bytes aren't a compact range");
  const auto size = from_big_endian(bytes.substr(0, 8));
  std::vector<Hash> hashes;
  for (bytes.remove_prefix(8); !bytes.empty(); bytes.remove_prefix(32)) {
    hashes.push_back(hash_of(bytes.substr(0, 32)));
  }
  return {size, std::move(hashes)};
}

Hash root_of(std::span<const Hash> leaves) {
  CompactRange range;
  for (const auto& leaf : leaves) range.append(leaf);
  return range.root();
}

std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index) {
  return inclusion_proof(leaves.size(), index, over(leaves));
}

std::vector<Hash> inclusion_proof(std::uint64_t size, std::uint64_t index,
                                  const SubtreeRoot& subtree_root) {
  require(index < size, Errc::not_found, "the log has no record of this number");
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {  // Down from the root to the leaf, a sibling at each level.
    const auto middle = begin + split(end - begin);
    if (index < middle) {
      proof.push_back(subtree_root(middle, end));
      end = middle;
    } else {
      proof.push_back(subtree_root(begin, middle));
      begin = middle;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t old_size) {
  return consistency_proof(leaves.size(), old_size, over(leaves));
}

std::vector<Hash> consistency_proof(std::uint64_t size, std::uint64_t old_size,
                                    const SubtreeRoot& subtree_root) {
  require(old_size > 0 && old_size <= size, Errc::not_found,
          "the log has no earlier tree of this size");
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end != old_size) {  // Down to the subtree at the old tree's right edge.
    const auto middle = begin + split(end - begin);
    if (old_size <= middle) {
      proof.push_back(subtree_root(middle, end));
      end = middle;
    } else {
      proof.push_back(subtree_root(begin, middle));
      begin = middle;
    }
  }
  // At begin 0 that subtree is the old tree itself, and its root is known to whoever verifies.
  if (begin > 0) proof.push_back(subtree_root(begin, end));
  std::ranges::reverse(proof);
  return proof;
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  Climb climb{index, size - 1};
  auto hash = leaf;
  for (const auto& sibling : proof) {
    if (climb.last == 0) return false;
    if (climb.meets_left_sibling()) {
      hash = node_hash(sibling, hash);
      climb.skip_alone();
    } else {
      hash = node_hash(hash, sibling);
    }
    climb.up();
  }
  return climb.last == 0 && hash == root;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root,
                        const Hash& new_root, std::span<const Hash> proof) {
  if (old_size == 0 || old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (proof.empty()) return false;
  Climb climb{old_size - 1, new_size - 1};
  climb.skip_complete();
  // A complete old tree is itself the first hash, and the proof leaves it out.
  const bool complete = std::has_single_bit(old_size);
  auto old_hash = complete ? old_root : proof.front();
  auto new_hash = old_hash;
  for (const auto& sibling : complete ? proof : proof.subspan(1)) {
    if (climb.last == 0) return false;
    if (climb.meets_left_sibling()) {
      old_hash = node_hash(sibling, old_hash);
      new_hash = node_hash(sibling, new_hash);
      climb.skip_alone();
    } else {
      new_hash = node_hash(new_hash, sibling);
    }
    climb.up();
  }
  return climb.last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace relief
