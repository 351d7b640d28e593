#include "api/cli/bench.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/scratch.h"

namespace relief::cli {
namespace {

/// That each still runs and finds what it measures to be right. How fast is not for a test.
class BenchTest : public testing::TestWithParam<const char*> {};

TEST_P(BenchTest, MeasuresItsBarsBesideTheirYardsticks) {
  const test::Scratch scratch;
  const auto bench = std::ranges::find(benches(), std::string_view{GetParam()}, &Bench::name);
  ASSERT_NE(bench, benches().end());
  const auto bars =
      bench->run({.entries = 1'000, .connections = 4, .seconds = 1, .folder = scratch.path()});
  ASSERT_FALSE(bars.empty());
  for (const auto& bar : bars) {
    EXPECT_GT(bar.value, 0) << bar.bar;
    EXPECT_GT(bar.yardstick_value, 0) << bar.bar;
  }
}

INSTANTIATE_TEST_SUITE_P(OfTheProgramItself, BenchTest,
                         testing::Values("verify", "signatures", "match", "report", "start"),
                         [](const auto& each) { return std::string{each.param}; });

}  // namespace
}  // namespace relief::cli
