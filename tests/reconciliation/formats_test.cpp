#include "reconciliation/formats.h"

#include <gtest/gtest.h>

#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::formats_test {
namespace {

TEST(FormatsTest, KnowAFileByItsBeginning) {
  const auto* format = format_of(test::january());
  ASSERT_NE(format, nullptr);
  EXPECT_EQ(format->name, "camt.053");
  EXPECT_TRUE(format->read(test::january()).faults.empty());
}

TEST(FormatsTest, KnowAFileInTwoByteLetters) {
  std::string wide;
  for (const char c : test::january()) wide.append(1, c).append(1, '\0');
  EXPECT_NE(format_of(wide), nullptr);
}

TEST(FormatsTest, AreStrangersToOtherFiles) {
  EXPECT_EQ(format_of(""), nullptr);
  EXPECT_EQ(format_of("%PDF-1.7"), nullptr);
  EXPECT_EQ(format_of("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'/>"),
            nullptr);
}

TEST(FormatsTest, AreFoundByName) {
  EXPECT_NE(format_named("camt.053"), nullptr);
  EXPECT_EQ(format_named("camt.999"), nullptr);
  for (const auto& format : formats()) EXPECT_EQ(format_named(format.name), &format);
}

}  // namespace
}  // namespace relief::reconciliation::formats_test
