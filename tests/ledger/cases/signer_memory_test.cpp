#include "ledger/cases/signer_memory.h"

#include <sys/stat.h>

#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/files.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief {
namespace {

Remembered head_of(std::uint64_t size) {
  Remembered head{.range = {}, .note = "note of " + std::to_string(size)};
  for (std::uint64_t i = 0; i < size; ++i) head.range.append(leaf_hash(std::to_string(i)));
  return head;
}

class SignerMemoryTest : public ::testing::Test {
 protected:
  std::optional<std::uint64_t> size() const {
    const SignerMemory memory{file};
    if (!memory.last()) return std::nullopt;
    EXPECT_EQ(memory.last()->range, head_of(memory.last()->range.size()).range);
    EXPECT_EQ(memory.last()->note, "note of " + std::to_string(memory.last()->range.size()));
    return memory.last()->range.size();
  }

  void remember(std::uint64_t size) const { SignerMemory{file}.remember(head_of(size)); }

  void spoil(std::size_t offset) const {
    std::fstream bytes{file, std::ios::binary | std::ios::in | std::ios::out};
    bytes.seekp(static_cast<std::streamoff>(offset));
    bytes.put('!');
  }

  test::Scratch scratch;
  std::filesystem::path file = scratch.path() / "signer";
};

TEST_F(SignerMemoryTest, RemembersNothingAtFirst) {
  EXPECT_FALSE(size().has_value());
  EXPECT_EQ(SignerMemory{file}.refusal(), "");
}

TEST_F(SignerMemoryTest, RemembersTheLastHead) {
  for (const auto last : {1U, 2U, 3U, 100U, 1000U}) {
    remember(last);
    EXPECT_EQ(size(), last);
  }
}

TEST_F(SignerMemoryTest, ATornWriteCostsTheNewHeadOnly) {
  remember(5);
  remember(6);
  spoil(8192 + 100);  // The second head stands in the second slot.
  EXPECT_EQ(size(), 5U);
  remember(7);
  EXPECT_EQ(size(), 7U);
  remember(8);
  spoil(100);
  EXPECT_EQ(size(), 7U);
}

TEST_F(SignerMemoryTest, ARefusalOutlivesTheProgram) {
  remember(5);
  SignerMemory{file}.set_refusal("another log");
  EXPECT_EQ(SignerMemory{file}.refusal(), "another log");
  EXPECT_EQ(size(), 5U);
  SignerMemory{file}.set_refusal("");
  EXPECT_EQ(SignerMemory{file}.refusal(), "");
}

TEST_F(SignerMemoryTest, IsItsOwnersAlone) {
  remember(1);
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(SignerMemoryTest, NeedsAPlaceToBe) {
  EXPECT_EQ(test::refusal([&] { SignerMemory{scratch.path() / "missing" / "signer"}; }),
            Errc::unavailable);
  std::filesystem::create_symlink(scratch.path() / "elsewhere", file);
  EXPECT_EQ(test::refusal([&] { SignerMemory{file}; }), Errc::unavailable);
}

}  // namespace
}  // namespace relief
