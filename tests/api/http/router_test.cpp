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
                            {"DELETE", "/v1/users/{}/keys/{}", everyone, nothing},
                            {"GET", "/log/tile/{}/{*}", everyone, nothing}}};
  return made;
}

TEST(RouterTest, FindsARouteWithItsParts) {
  const auto found = router().find("DELETE", "/v1/users/usr_1/keys/key_2");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->parts, (std::vector<std::string>{"usr_1", "key_2"}));
  EXPECT_EQ(found->scope, "DELETE /v1/users/{}/keys/{}");
}

TEST(RouterTest, TheLastCaptureMayTakeAllThatIsLeft) {
  const auto parts = [](const char* path) { return router().find("GET", path)->parts; };
  EXPECT_EQ(parts("/log/tile/0/x001/234.p/5"), (std::vector<std::string>{"0", "x001/234.p/5"}));
  EXPECT_EQ(parts("/log/tile/1/000"), (std::vector<std::string>{"1", "000"}));
  EXPECT_EQ(parts("/log/tile/1/"), (std::vector<std::string>{"1", ""}));
  EXPECT_FALSE(router().find("GET", "/log/tile/1").has_value());
  EXPECT_FALSE(router().find("GET", "/log/tile//000").has_value());
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
