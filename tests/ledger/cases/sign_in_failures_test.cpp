#include "ledger/cases/sign_in_failures.h"

#include <gtest/gtest.h>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 28} +
                       std::chrono::hours{12}};

class SignInFailuresTest : public testing::Test {
 protected:
  static SignInTry from(const std::string& network, const std::string& login = "aysel") {
    return {.books = "books", .login = login, .network = network};
  }

  bool is_open(const SignInTry& who, Instant at = noon, bool known = false) {
    try {
      failures.begin(who, at, known);
      failures.never_tried(who, at);
      return true;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::too_many);
      return false;
    }
  }

  void fail(const SignInTry& who, int times = 1, Instant at = noon) {
    for (int i = 0; i < times; ++i) failures.begin(who, at, false);
  }

  static std::string network_of_site(int number) {
    return "20010db80000" + std::to_string(1000 + number);
  }

  SignInFailures failures;
};

TEST_F(SignInFailuresTest, CountNothingWhereNoPasswordWasLookedAt) {
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(is_open(from("192.0.2.1")));
  fail(from("192.0.2.1"), 5);
  EXPECT_FALSE(is_open(from("192.0.2.1")));
}

TEST_F(SignInFailuresTest, CloseASiteThatChoosesFromItsNetworks) {
  for (int i = 0; i < 500; ++i) fail(from(network_of_site(i), "guess" + std::to_string(i)));
  EXPECT_FALSE(is_open(from(network_of_site(600))));
  EXPECT_TRUE(is_open(from("20010db800011000")));
  EXPECT_TRUE(is_open(from(network_of_site(600)), noon + std::chrono::minutes{15}));
}

TEST_F(SignInFailuresTest, AreForgottenAfterAQuarterOfAnHourEachByItself) {
  fail(from("192.0.2.1"), 4);
  fail(from("192.0.2.1"), 1, noon + std::chrono::minutes{10});
  EXPECT_FALSE(is_open(from("192.0.2.1"), noon + std::chrono::minutes{14}));
  EXPECT_TRUE(is_open(from("192.0.2.1"), noon + std::chrono::minutes{15}));
  fail(from("192.0.2.1"), 4, noon + std::chrono::minutes{16});
  EXPECT_FALSE(is_open(from("192.0.2.1"), noon + std::chrono::minutes{24}));
}

TEST_F(SignInFailuresTest, LeaveWhoeverIsKnownTheirOwnFive) {
  for (int i = 0; i < 50; ++i) fail(from("198.51.100." + std::to_string(i)));
  EXPECT_FALSE(is_open(from("192.0.2.1")));
  EXPECT_TRUE(is_open(from("192.0.2.1"), noon, true));
  for (int i = 0; i < 5; ++i) failures.begin(from("192.0.2.1"), noon, true);
  EXPECT_FALSE(is_open(from("192.0.2.1"), noon, true));
  failures.succeed(from("192.0.2.1"), noon);
  EXPECT_TRUE(is_open(from("192.0.2.1"), noon, true));
}

TEST_F(SignInFailuresTest, OfManyStrangersDelayNobody) {
  for (int i = 0; i < 20'000; ++i) {
    fail(from("net" + std::to_string(i), "guess" + std::to_string(i)));
  }
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(is_open(from("192.0.2.1")));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
}

}  // namespace
}  // namespace relief
