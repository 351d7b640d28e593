#include "ledger/proof/checkpoint.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/merkle.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief::checkpoint_test {
namespace {

using nlohmann::json;

const std::string root_line = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

std::optional<Errc> refusal_of(const std::string& text) {
  return test::refusal([&] { parse_checkpoint(text); });
}

TEST(CheckpointTest, IsThreeLines) {
  const Checkpoint checkpoint{"log.example/relief", 0, empty_root()};
  EXPECT_EQ(checkpoint_text(checkpoint), "log.example/relief\n0\n" + root_line);
}

TEST(CheckpointTest, ReadsBackWhatItWrites) {
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{20852163}, largest_count}) {
    const Checkpoint checkpoint{"log.example/relief", size, leaf_hash("a")};
    EXPECT_EQ(parse_checkpoint(checkpoint_text(checkpoint)), checkpoint);
  }
}

TEST(CheckpointTest, OneCheckpointHasOneSpelling) {
  EXPECT_EQ(refusal_of("log\n7\n" + root_line), std::nullopt);
  for (const auto& text :
       {std::string{}, "log\n07\n" + root_line, "log\n+7\n" + root_line, "log\n-7\n" + root_line,
        "log\n\n" + root_line, "log\n7 \n" + root_line, "log\n0x7\n" + root_line,
        "log\n9223372036854775808\n" + root_line, "log\n18446744073709551616\n" + root_line,
        "\n7\n" + root_line, "l\tog\n7\n" + root_line, "l\xff\n7\n" + root_line,
        std::string(256, 'a') + "\n7\n" + root_line, "log\n7\n" + root_line + "an extension\n",
        "log\n7\n" + root_line + "\n", "log\n7\n" + root_line.substr(0, 44),
        "log\n7\n" + root_line.substr(0, 43) + "\n",
        std::string{"log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"}}) {
    EXPECT_EQ(refusal_of(text), Errc::malformed) << text;
  }
}

TEST(CheckpointTest, WritesOnlyWhatItCanRead) {
  EXPECT_THROW(checkpoint_text({"", 0, empty_root()}), InvariantBroken);
  EXPECT_THROW(checkpoint_text({"two\nlines", 0, empty_root()}), InvariantBroken);
  EXPECT_THROW(checkpoint_text({"log", largest_count + 1, empty_root()}), InvariantBroken);
}

TEST(CheckpointTest, JudgesThePublicVectorsStrictly) {
  const auto file =
      test::read_file(test::shared_folder() / "vectors" / "tlog" / "checkpoint-parse.json");
  if (!file) GTEST_SKIP() << "the public vectors aren't here";
  const auto vectors = json::parse(*file);
  for (const auto& row : vectors.at("cases")) {
    EXPECT_EQ(!refusal_of(row.at("m").get<std::string>()), row.at("strict_c2sp_ok").get<bool>())
        << row;
  }
}

}  // namespace
}  // namespace relief::checkpoint_test
