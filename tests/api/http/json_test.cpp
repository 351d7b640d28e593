#include "api/http/json.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::api {
namespace {

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(JsonTest, WritesMoneyAsADecimalString) {
  EXPECT_EQ(to_json(Money::parse("700", currency("AZN"))).dump(),
            R"({"amount":"700.00","currency":"AZN"})");
}

TEST(JsonTest, ReadsWhatJsonIs) {
  EXPECT_EQ(parse_json(R"({"a":{"b":[1,"ə"]},"c":{"b":true}})").at("a").at("b").size(), 2U);
}

TEST(JsonTest, RefusesANameThatStandsTwice) {
  for (const auto* body :
       {R"({"a":1,"a":2})", R"({"a":{"b":1,"c":2,"b":3}})", R"([{"a":1},{"a":1,"\u0061":2}])"}) {
    EXPECT_EQ(test::refusal([&] { parse_json(body); }), Errc::malformed) << body;
  }
}

TEST(JsonTest, SaysWhichNameStandsTwice) {
  const auto place = [](std::string_view body) {
    try {
      parse_json(body);
    } catch (const Error& error) {
      return error.faults().at(0).pointer;
    }
    return std::string{"nowhere"};
  };
  EXPECT_EQ(place(R"({"kind":1,"a":[],"kind":2})"), "/kind");
  EXPECT_EQ(place(R"({"a":[1,{"b":{}},[{"b":1,"b":2}]]})"), "/a/2/0/b");
  EXPECT_EQ(place(R"({"payout":{"Aysel Q":1,"Aysel Q":2}})"), "/payout")
      << "a name may be anything";
}

TEST(JsonTest, RefusesWhatIsNestedTooDeeply) {
  EXPECT_FALSE(test::refusal([] { parse_json(nested(16)); }).has_value());
  EXPECT_EQ(test::refusal([] { parse_json(nested(18)); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_json(nested(500'000)); }), Errc::malformed);
}

TEST(JsonTest, RefusesWhatIsNoJson) {
  for (const auto* body :
       {"", "{", "{'a':1}", "{\"a\":NaN}", "{\"a\":1}x", "\xff", "{\"a\":1e999}", "\"\xc0\xaf\""}) {
    EXPECT_EQ(test::refusal([&] { parse_json(body); }), Errc::malformed) << body;
  }
}

}  // namespace
}  // namespace relief::api
