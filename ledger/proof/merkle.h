#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/sha256.h"

namespace relief {

/// The Merkle tree of RFC 9162 section 2.1 (and RFC 6962): SHA-256, a leaf under 0x00, a node under
/// 0x01, split at the largest power of two below the size, nothing padded, nothing doubled.

Hash leaf_hash(std::string_view record);
Hash node_hash(const Hash& left, const Hash& right);

/// The root of the tree without leaves.
Hash empty_root();

/// What a tree must remember to grow: the roots of its complete subtrees, the largest first; one
/// for each one-bit of its size.
class CompactRange {
 public:
  CompactRange() = default;

  /// Throws: Error{malformed} unless there is one hash for each one-bit of `size`.
  CompactRange(std::uint64_t size, std::vector<Hash> hashes);

  void append(const Hash& leaf);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<Hash>& hashes() const noexcept { return hashes_; }
  [[nodiscard]] Hash root() const;

  /// The size in 8 bytes, big end first, then the hashes.
  [[nodiscard]] std::string to_bytes() const;

  /// Throws: Error{malformed} for bytes that to_bytes() doesn't write.
  static CompactRange of_bytes(std::string_view bytes);

  friend bool operator==(const CompactRange&, const CompactRange&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> hashes_;
};

Hash root_of(std::span<const Hash> leaves);

/// Tells the root over the leaves [begin, end), from wherever hashes are kept. Asked for subtrees
/// only: `begin` is a multiple of a power of two that isn't below end - begin.
using SubtreeRoot = std::function<Hash(std::uint64_t begin, std::uint64_t end)>;

/// The hashes that lead from a leaf to the root, the leaf's sibling first.
/// Throws: Error{not_found} for an index beyond the tree.
std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
std::vector<Hash> inclusion_proof(std::uint64_t size, std::uint64_t index,
                                  const SubtreeRoot& subtree_root);

/// The hashes that show a tree to be the older one with leaves appended.
/// Throws: Error{not_found} for an old size of zero or beyond the tree.
std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t old_size);
std::vector<Hash> consistency_proof(std::uint64_t size, std::uint64_t old_size,
                                    const SubtreeRoot& subtree_root);

/// Whether `proof` puts the leaf at `index` of the tree (RFC 9162 section 2.1.3.2).
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      std::span<const Hash> proof, const Hash& root);

/// Whether `proof` makes the new tree an extension of the old one (RFC 9162 section 2.1.4.2). False
/// for an old size of zero: every tree extends the empty one, and no proof says so.
bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root,
                        const Hash& new_root, std::span<const Hash> proof);

}  // namespace relief
