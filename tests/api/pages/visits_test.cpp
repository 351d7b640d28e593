#include <gtest/gtest.h>

#include "api/pages/pages.h"
#include "tests/api/http/open_house.h"

namespace relief::pages {
namespace {

class VisitsTest : public ::testing::Test {
 protected:
  std::optional<api::Reply> visit(const std::string& path, const std::string& accept,
                                  const std::string& bearer = {}) {
    const std::string method = "GET";
    const std::string body;
    const std::map<std::string, std::string> query{{"lang", "en"}};
    return pages::visit({.context = house.context(),
                         .method = method,
                         .path = path,
                         .query = query,
                         .body = body,
                         .header =
                             [&](const std::string& name) {
                               if (name == "Accept") return accept;
                               if (name == "Authorization") return bearer;
                               return std::string{};
                             },
                         .network = "here"});
  }

  const std::string browser = "text/html,application/xhtml+xml,*/*;q=0.8";
  test::OpenHouse house;
};

TEST_F(VisitsTest, AFormsOwnAddressLeadsHome) {
  for (const auto* path : {"/sign-in", "/sign-out"}) {
    const auto reply = visit(path, browser);
    ASSERT_TRUE(reply) << path;
    EXPECT_EQ(reply->status, 303);
    EXPECT_EQ(reply->headers.front(),
              (std::pair<std::string, std::string>{"Location", "/?lang=en"}));
  }
}

TEST_F(VisitsTest, ABrowserIsToldOnAPageThatThereIsNothing) {
  const auto reply = visit("/nowhere", browser);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_NE(reply->bytes.find("There is nothing at this address."), std::string::npos);
  EXPECT_FALSE(visit("/nowhere", "*/*")) << "a program is told as the API tells";
  EXPECT_FALSE(visit("/v1/nowhere", browser));
}

TEST_F(VisitsTest, AnAuditorSeesTheNewestHead) {
  const auto size = [&](const std::string& bearer) {
    const auto page = visit("/", browser, bearer)->bytes;
    const auto begin = page.find("<dt>Records</dt><dd>");
    return begin == std::string::npos ? std::string{} : page.substr(begin + 20, 2);
  };
  const auto before = size({});
  const auto opened = house.act(house.first, "place.opened", "new", "/v1/places",
                                {{"type", "bank"},
                                 {"currency", "AZN"},
                                 {"name", "Main account"},
                                 {"iban", "AZ21NABZ00000000137010001944"}});
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(size({}), before) << "the public sees the head of an hour";
  EXPECT_NE(size("Bearer " + house.guest("auditor", Role::auditor).token), before);
}

}  // namespace
}  // namespace relief::pages
