#include "ledger/base/durable_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief {
namespace {

TEST(DurableFileTest, KeepsWhatItWroteLast) {
  const test::Scratch scratch;
  const auto file = scratch.path() / "memory";
  EXPECT_EQ(read_if_any(file, 100), std::nullopt);
  write_durably(file, "first");
  write_durably(file, "second");
  EXPECT_EQ(read_if_any(file, 100), "second");
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path{file}.concat(".new")));
}

TEST(DurableFileTest, IgnoresHalfOfAnEarlierAttempt) {
  const test::Scratch scratch;
  const auto file = scratch.path() / "memory";
  write_durably(file, "whole");
  write_durably(std::filesystem::path{file}.concat(".new"), "a long half that was never renam");
  write_durably(file, "next");
  EXPECT_EQ(read_if_any(file, 4), "next");
}

TEST(DurableFileTest, NeverTakesWhatItCannotReadForAbsent) {
  const test::Scratch scratch;
  EXPECT_EQ(test::refusal([&] { read_if_any(scratch.path(), 100); }), Errc::unavailable);
  EXPECT_EQ(test::refusal([&] { read_if_any(scratch.path() / "a" / "b", 100); }), std::nullopt);
}

TEST(DurableFileTest, RefusesAFileThatIsTooLarge) {
  const test::Scratch scratch;
  const auto file = scratch.path() / "memory";
  write_durably(file, std::string(10'001, 'x'));
  EXPECT_EQ(test::refusal([&] { read_if_any(file, 10'000); }), Errc::too_large);
  EXPECT_EQ(read_if_any(file, 10'001)->size(), 10'001U);
}

TEST(DurableFileTest, SaysWhereItCannotWrite) {
  const test::Scratch scratch;
  EXPECT_EQ(test::refusal([&] { write_durably(scratch.path() / "none" / "memory", "x"); }),
            Errc::unavailable);
}

}  // namespace
}  // namespace relief
