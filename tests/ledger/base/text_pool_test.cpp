#include "ledger/base/text_pool.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief {
namespace {

TEST(TextPoolTest, KeepsEachTextOnceUnderTheNumberThatItCameWith) {
  TextPool pool;
  EXPECT_FALSE(pool.find("don_1").has_value());
  EXPECT_EQ(pool.add("don_1"), 0U);
  EXPECT_EQ(pool.add("don_2"), 1U);
  EXPECT_EQ(pool.add("don_1"), 0U);
  EXPECT_EQ(pool.find("don_2"), 1U);
  EXPECT_EQ(pool.size(), 2U);
}

TEST(TextPoolTest, KnowsTextsOfEveryLengthAcrossItsPages) {
  TextPool pool;
  std::vector<std::string> texts{""};
  for (int i = 0; i < 3000; ++i) {
    texts.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i) % 200, 'x'));
  }
  texts.emplace_back(65535, 'y');
  texts.emplace_back("z");
  for (const auto& text : texts) pool.add(text);
  for (TextPool::Number number = 0; number < texts.size(); ++number) {
    EXPECT_EQ(pool[number], texts[number]);
    EXPECT_EQ(pool.find(texts[number]), number);
  }
}

TEST(TextPoolTest, RefusesATextThatNoPageHolds) {
  TextPool pool;
  EXPECT_EQ(test::refusal([&] { pool.add(std::string(65536, 'x')); }), Errc::too_large);
}

}  // namespace
}  // namespace relief
