#include "api/http/form.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::api {
namespace {

using Fields = std::map<std::string, std::string>;

TEST(FormTest, IsDecodedAsBrowsersSpellIt) {
  EXPECT_EQ(fields_of_form("user=aysel&password=%C9%99+%26%2B%3d%25"),
            (Fields{{"user", "aysel"}, {"password", "ə &+=%"}}));
  EXPECT_EQ(fields_of_form("user=&password"), (Fields{{"user", ""}, {"password", ""}}));
  EXPECT_EQ(fields_of_form(""), Fields{});
}

TEST(FormTest, RefusesWhatIsUnclear) {
  EXPECT_EQ(test::refusal([] { fields_of_form("user=a&user=b"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { fields_of_form("user=%00"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { fields_of_form("user=%ff"); }), Errc::malformed);
}

}  // namespace
}  // namespace relief::api
