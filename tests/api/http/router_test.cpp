#include "api/http/router.h"

#include <gtest/gtest.h>

namespace relief::api {
namespace {

Reply nothing(const Call&) { return {}; }

const Router& router() {
  static const Router made{{{"GET", "/v1/users", everyone, nothing},
                            {"POST", "/v1/users", everyone, nothing},
                            {"DELETE", "/v1/sessions/{}", everyone, nothing},
                            {"DELETE", "/v1/sessions/current", everyone, nothing},
                            {"DELETE", "/v1/users/{}/keys/{}", everyone, nothing}}};
  return made;
}

TEST(RouterTest, FindsARouteWithItsParts) {
  const auto found = router().find("DELETE", "/v1/users/usr_1/keys/key_2");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->parts, (std::vector<std::string>{"usr_1", "key_2"}));
  EXPECT_EQ(found->scope, "DELETE /v1/users/{}/keys/{}");
}

TEST(RouterTest, PrefersThePatternThatSaysMore) {
  EXPECT_TRUE(router().find("DELETE", "/v1/sessions/current")->parts.empty());
  EXPECT_EQ(router().find("DELETE", "/v1/sessions/other")->parts.size(), 1U);
}

TEST(RouterTest, FindsNothingForOtherPaths) {
  for (const auto* path : {"/v1/users/", "/v1/Users", "/v1//users", "v1/users", "", "/",
                           "/v1/users//keys/key_2", "/v1/users/u/keys/k/more"}) {
    EXPECT_TRUE(router().methods_of(path).empty()) << path;
  }
}

TEST(RouterTest, TellsTheMethodsOfAPath) {
  EXPECT_EQ(router().methods_of("/v1/users"), "GET, POST");
  EXPECT_FALSE(router().find("PUT", "/v1/users").has_value());
}

}  // namespace
}  // namespace relief::api
