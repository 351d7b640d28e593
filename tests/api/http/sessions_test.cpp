#include <gtest/gtest.h>

#include "ledger/people/password.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Json;
using test::OpenHouse;

TEST(SessionsHttpTest, SignsInAndOut) {
  OpenHouse house;
  house.password = hash_password("correct horse battery", system_entropy());
  house.guest("aysel", Role::treasurer);
  const test::Guest nobody{house.first.actor, ""};
  const auto wrong = house.post(nobody, "/v1/sessions", {{"user", "aysel"}, {"password", "wrong"}});
  EXPECT_EQ(wrong.status, 401);
  const auto unknown = house.post(nobody, "/v1/sessions", {{"user", "x"}, {"password", "wrong"}});
  EXPECT_EQ(unknown.json().at("detail"), wrong.json().at("detail"));
  const auto in = house.post(nobody, "/v1/sessions",
                             {{"user", "aysel"}, {"password", "correct horse battery"}});
  ASSERT_EQ(in.status, 201) << in.body;
  EXPECT_EQ(in.json().at("role"), "treasurer");
  const test::Guest aysel{house.first.actor, in.json().at("token")};
  EXPECT_EQ(house.get(aysel, "/v1/me").json().at("user"), "aysel");
  Client client{"127.0.0.1", house.port};
  const Question out{.method = "DELETE", .path = "/v1/sessions/current", .bearer = aysel.token};
  EXPECT_EQ(client.ask(out).status, 204);
  EXPECT_EQ(client.ask(out).status, 401);
}

/// The status of a try to sign in, which our own proxy says comes from this address.
int try_to_sign_in(const OpenHouse& house, const std::string& address, const std::string& login,
                   const std::string& password) {
  return Client{"127.0.0.1", house.port}
      .ask({.method = "POST",
            .path = "/v1/sessions",
            .body = Json{{"user", login}, {"password", password}}.dump(),
            .headers = {{"X-Forwarded-For", "spoofed, " + address}}})
      .status;
}

TEST(SessionsHttpTest, ClosesALoginToAnAddressAfterFiveFailures) {
  OpenHouse house;
  house.password = hash_password("correct horse battery", system_entropy());
  house.guest("aysel", Role::treasurer);
  const auto from = [&](const std::string& address, const std::string& password) {
    return try_to_sign_in(house, address, "aysel", password);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(from("192.0.2.7", "wrong"), 401);
  EXPECT_EQ(from("192.0.2.7", "correct horse battery"), 429);
  EXPECT_EQ(from("192.0.2.8", "correct horse battery"), 201) << "a stranger locks nobody out";
  house.now += std::chrono::minutes{15};
  EXPECT_EQ(from("192.0.2.7", "wrong"), 401);
  EXPECT_EQ(from("192.0.2.7", "correct horse battery"), 201);
}

TEST(SessionsHttpTest, LetsPeopleInFromWhereTheyWereBeforeWhoeverElseFails) {
  OpenHouse house;
  house.password = hash_password("correct horse battery", system_entropy());
  house.guest("aysel", Role::treasurer);
  const auto aysel_from = [&](const std::string& address, const std::string& password) {
    return try_to_sign_in(house, address, "aysel", password);
  };
  EXPECT_EQ(aysel_from("198.51.100.1", "correct horse battery"), 201);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(aysel_from("192.0.2." + std::to_string(i / 5), "wrong"), 401) << i;
  }
  EXPECT_EQ(aysel_from("203.0.113.5", "correct horse battery"), 429) << "many guess together";
  EXPECT_EQ(aysel_from("198.51.100.1", "correct horse battery"), 201);
}

TEST(SessionsHttpTest, ClosesAnAddressThatTriesManyLogins) {
  OpenHouse house;
  const auto login_from = [&](const std::string& address, int number) {
    return try_to_sign_in(house, address, "guess-" + std::to_string(number), "wrong");
  };
  // One subscriber has the last 64 bits of an address of IPv6 to choose from.
  for (int i = 0; i < 50; ++i) EXPECT_EQ(login_from("2001:db8::" + std::to_string(i), i), 401) << i;
  EXPECT_EQ(login_from("2001:db8::ffff", 50), 429);
  EXPECT_EQ(login_from("2001:db8:0:1::1", 50), 401);
}

}  // namespace
}  // namespace relief::api
