#include "ledger/base/one_line.h"

#include <gtest/gtest.h>

namespace relief {
namespace {

TEST(OneLineTest, TakesWhatPeopleAreCalled) {
  for (const auto* text :
       {"", "Ağa Əliyev", "Ольга", "علي", "李", "O’Neil – 2", "€ 5", "می\u200cخواهم"}) {
    EXPECT_TRUE(is_one_line(text)) << text;
  }
}

TEST(OneLineTest, RefusesWhatBreaksALineOrTurnsIt) {
  for (const auto* text : {"a\nb", "a\tb", "a\x7f", "a\xc2\x85", "a\u2028b", "a\u202eb", "\u200fa",
                           "a\u2066", "a\u061c", "a\u200bb", "a\u2060", "\ufeffa"}) {
    EXPECT_FALSE(is_one_line(text)) << text;
  }
}

}  // namespace
}  // namespace relief
