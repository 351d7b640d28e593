#include "ledger/proof/merkle.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "ledger/base/text.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

constexpr std::uint64_t largest_size = 64;

std::vector<Hash> leaves_of(std::uint64_t size) {
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < size; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

/// The tree as RFC 9162 section 2.1.1 defines it, word for word.
Hash defined_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return leaves.front();
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  return node_hash(defined_root(leaves.first(k)), defined_root(leaves.subspan(k)));
}

/// The proof with something wrong in it, in every way there is.
std::vector<std::vector<Hash>> spoilt(const std::vector<Hash>& proof) {
  std::vector<std::vector<Hash>> all;
  const auto stranger = sha256("a stranger");
  for (std::size_t i = 0; i <= proof.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto longer = proof;
    longer.insert(longer.begin() + at, stranger);
    all.push_back(longer);
    if (i == proof.size()) break;
    auto shorter = proof;
    shorter.erase(shorter.begin() + at);
    all.push_back(shorter);
    auto other = proof;
    other[i][i % 32] ^= 1U;
    all.push_back(other);
    if (i > 0) {
      auto swapped = proof;
      std::swap(swapped[i - 1], swapped[i]);
      all.push_back(swapped);
    }
  }
  return all;
}

TEST(MerkleTest, EveryWayToTheRootAgrees) {
  const auto leaves = leaves_of(largest_size);
  CompactRange range;
  for (std::uint64_t size = 0; size <= largest_size; ++size) {
    const auto tree = std::span{leaves}.first(size);
    EXPECT_EQ(range.size(), size);
    EXPECT_EQ(range.root(), defined_root(tree));
    EXPECT_EQ(root_of(tree), defined_root(tree));
    EXPECT_EQ(CompactRange::of_bytes(range.to_bytes()), range);
    if (size < largest_size) range.append(leaves[size]);
  }
}

TEST(MerkleTest, ALeafIsNoNode) {
  const auto left = leaf_hash("a");
  const auto right = leaf_hash("b");
  const auto joined = std::string{as_bytes(left)} + std::string{as_bytes(right)};
  EXPECT_NE(leaf_hash(joined), node_hash(left, right));
  EXPECT_EQ(node_hash(left, right), sha256("\x01" + joined));
  EXPECT_EQ(leaf_hash("a"), sha256(std::string{"\0a", 2}));
}

TEST(MerkleTest, ProvesEveryLeafOfEveryTree) {
  const auto leaves = leaves_of(largest_size);
  for (std::uint64_t size = 1; size <= largest_size; ++size) {
    const auto tree = std::span{leaves}.first(size);
    const auto root = root_of(tree);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(tree, index);
      EXPECT_TRUE(verify_inclusion(index, size, leaves[index], proof, root));
    }
  }
}

TEST(MerkleTest, RefusesASpoiltInclusionProof) {
  const auto leaves = leaves_of(largest_size);
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 13U, 32U, 33U, 63U, 64U}) {
    const auto tree = std::span{leaves}.first(size);
    const auto root = root_of(tree);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(tree, index);
      for (const auto& bad : spoilt(proof)) {
        EXPECT_FALSE(verify_inclusion(index, size, leaves[index], bad, root));
      }
      EXPECT_FALSE(verify_inclusion(index, size, leaf_hash("x"), proof, root));
      EXPECT_FALSE(verify_inclusion(index, size, leaves[index], proof, sha256("x")));
      EXPECT_FALSE(verify_inclusion(index + size, size, leaves[index], proof, root));
      for (std::uint64_t other = 0; other < size; ++other) {
        if (other == index) continue;
        EXPECT_FALSE(verify_inclusion(other, size, leaves[index], proof, root));
      }
    }
  }
}

TEST(MerkleTest, ProvesEveryTreeAnExtensionOfEveryEarlierOne) {
  const auto leaves = leaves_of(largest_size);
  for (std::uint64_t size = 1; size <= largest_size; ++size) {
    const auto tree = std::span{leaves}.first(size);
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = consistency_proof(tree, old_size);
      EXPECT_TRUE(
          verify_consistency(old_size, size, root_of(tree.first(old_size)), root_of(tree), proof));
    }
  }
}

TEST(MerkleTest, RefusesASpoiltConsistencyProof) {
  const auto leaves = leaves_of(largest_size);
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 13U, 32U, 33U, 63U, 64U}) {
    const auto tree = std::span{leaves}.first(size);
    const auto root = root_of(tree);
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const auto old_root = root_of(tree.first(old_size));
      const auto proof = consistency_proof(tree, old_size);
      for (const auto& bad : spoilt(proof)) {
        EXPECT_FALSE(verify_consistency(old_size, size, old_root, root, bad));
      }
      EXPECT_FALSE(verify_consistency(old_size, size, sha256("x"), root, proof));
      EXPECT_FALSE(verify_consistency(old_size, size, old_root, sha256("x"), proof));
      EXPECT_FALSE(verify_consistency(0, size, empty_root(), root, proof));
      EXPECT_FALSE(verify_consistency(size + 1, size, old_root, root, proof));
    }
  }
}

TEST(MerkleTest, RefusesAForkOfTheLog) {
  const auto leaves = leaves_of(20);
  auto fork = leaves;
  fork[3] = leaf_hash("another history");
  for (std::uint64_t old_size = 4; old_size <= 20; ++old_size) {
    const auto old_root = root_of(std::span{leaves}.first(old_size));
    EXPECT_FALSE(verify_consistency(old_size, 20, old_root, root_of(fork),
                                    consistency_proof(fork, old_size)));
  }
}

TEST(MerkleTest, AsksForSubtreesOnly) {
  const auto leaves = leaves_of(largest_size);
  const SubtreeRoot checked = [&](std::uint64_t begin, std::uint64_t end) {
    EXPECT_EQ(begin % std::bit_ceil(end - begin), 0U);
    return root_of(std::span{leaves}.subspan(begin, end - begin));
  };
  for (std::uint64_t size = 1; size <= largest_size; ++size) {
    const auto tree = std::span{leaves}.first(size);
    for (std::uint64_t i = 0; i < size; ++i) {
      EXPECT_EQ(inclusion_proof(size, i, checked), inclusion_proof(tree, i));
      EXPECT_EQ(consistency_proof(size, i + 1, checked), consistency_proof(tree, i + 1));
    }
  }
}

TEST(MerkleTest, ProvesNothingBeyondTheTree) {
  const auto leaves = leaves_of(5);
  EXPECT_EQ(test::refusal([&] { inclusion_proof(leaves, 5); }), Errc::not_found);
  EXPECT_EQ(test::refusal([&] { consistency_proof(leaves, 6); }), Errc::not_found);
  EXPECT_EQ(test::refusal([&] { consistency_proof(leaves, 0); }), Errc::not_found);
}

TEST(MerkleTest, ACompactRangeHasAHashForEachOneBit) {
  EXPECT_EQ(CompactRange().root(), empty_root());
  EXPECT_EQ(test::refusal([] { CompactRange(3, leaves_of(1)); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { CompactRange(0, leaves_of(1)); }), Errc::malformed);
  CompactRange range;
  for (const auto& leaf : leaves_of(7)) range.append(leaf);
  const auto bytes = range.to_bytes();
  for (const auto& bad : {std::string{}, bytes.substr(1), bytes.substr(0, 8), bytes + "x",
                          bytes + std::string(32, 'x'), std::string(8 + 65 * 32, '\xff')}) {
    EXPECT_EQ(test::refusal([&] { CompactRange::of_bytes(bad); }), Errc::malformed);
  }
}

TEST(MerkleTest, HashesThePublicVectors) {
  const auto path = test::shared_folder() / "vectors" / "merkle" / "rfc6962-8-leaves.json";
  const auto file = test::read_file(path);
  if (!file) GTEST_SKIP() << "the public vectors aren't here";
  const auto vectors = json::parse(*file);
  const auto hash = [](const json& hex) { return hash_of(*from_hex(hex.get<std::string>())); };
  const auto& levels = vectors.at("node_hashes_by_level_hex");
  const auto& roots = vectors.at("root_hash_by_tree_size_hex");
  std::vector<Hash> leaves;
  EXPECT_EQ(root_of(leaves), hash(roots.at(0)));
  for (const auto& input : vectors.at("leaf_inputs_hex")) {
    leaves.push_back(leaf_hash(*from_hex(input.get<std::string>())));
    EXPECT_EQ(leaves.back(), hash(levels.at(0).at(leaves.size() - 1)));
    EXPECT_EQ(root_of(leaves), hash(roots.at(leaves.size())));
  }
  for (std::size_t level = 1; level < levels.size(); ++level) {
    const auto width = std::size_t{1} << level;
    for (std::size_t i = 0; i < levels[level].size(); ++i) {
      EXPECT_EQ(root_of(std::span{leaves}.subspan(i * width, width)), hash(levels[level][i]));
    }
  }
}

/// The files of one folder of the public vectors of proofs, however deep.
std::vector<json> proof_vectors(const std::string& name) {
  const auto folder = test::shared_folder() / "vectors" / "merkle" / "transparency-dev" / name;
  std::vector<json> all;
  if (!std::filesystem::exists(folder)) return all;
  for (const auto& file : std::filesystem::recursive_directory_iterator{folder}) {
    if (file.path().extension() == ".json") {
      all.push_back(json::parse(test::read_file(file.path()).value()));
    }
  }
  return all;
}

Hash hash_in(const json& base64) {
  return hash_of(from_base64(base64.get<std::string>()).value_or(""));
}

std::vector<Hash> hashes_in(const json& proof) {
  std::vector<Hash> hashes;
  for (const auto& each : proof) hashes.push_back(hash_in(each));
  return hashes;
}

/// Whether a vector's proof holds; one whose hashes aren't hashes doesn't.
template <class Verify>
bool holds(Verify verify) {
  try {
    return verify();
  } catch (const Error&) {
    return false;
  }
}

TEST(MerkleTest, JudgesThePublicInclusionProofs) {
  const auto all = proof_vectors("inclusion");
  if (all.empty()) GTEST_SKIP() << "the public vectors aren't here";
  for (const auto& row : all) {
    EXPECT_EQ(holds([&] {
                return verify_inclusion(row.at("leafIdx"), row.at("treeSize"),
                                        hash_in(row.at("leafHash")), hashes_in(row.at("proof")),
                                        hash_in(row.at("root")));
              }),
              !row.at("wantErr").get<bool>())
        << row;
  }
}

TEST(MerkleTest, JudgesThePublicConsistencyProofs) {
  const auto all = proof_vectors("consistency");
  if (all.empty()) GTEST_SKIP() << "the public vectors aren't here";
  for (const auto& row : all) {
    EXPECT_EQ(holds([&] {
                return verify_consistency(row.at("size1"), row.at("size2"),
                                          hash_in(row.at("root1")), hash_in(row.at("root2")),
                                          hashes_in(row.at("proof")));
              }),
              !row.at("wantErr").get<bool>())
        << row;
  }
}

}  // namespace
}  // namespace relief
