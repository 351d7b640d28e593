#include "api/http/fields.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::api {
namespace {

using Json = nlohmann::json;

/// Where the first fault is that `read` finds in the body; "none" where it finds none.
template <class Read>
std::string fault(const Json& body, Read read) {
  try {
    Fields fields{body};
    read(fields);
    return "none";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::malformed);
    return error.faults().empty() ? "nowhere" : error.faults().front().pointer;
  }
}

std::string money_fault(const Json& amount) {
  return fault({{"amount", amount}}, [](Fields& fields) { fields.money("amount"); });
}

TEST(FieldsTest, ReadsMoneyOfItsCurrency) {
  const Json body{{"amount", {{"amount", "700.00"}, {"currency", "AZN"}}}};
  EXPECT_EQ(Fields{body}.money("amount"), Money::parse("700", currency("AZN")));
}

TEST(FieldsTest, RefusesAnAmountThatIsANumber) {
  EXPECT_EQ(money_fault({{"amount", 700}, {"currency", "AZN"}}), "/amount/amount");
  EXPECT_EQ(money_fault({{"amount", 700.5}, {"currency", "AZN"}}), "/amount/amount");
}

TEST(FieldsTest, RefusesAmountsThatAreNoneAtTheirField) {
  for (const auto* amount : {"1e3", "7,00", "+7", "-7", "0.00", "7.001", " 7", ""}) {
    EXPECT_EQ(money_fault({{"amount", amount}, {"currency", "AZN"}}), "/amount/amount") << amount;
  }
}

TEST(FieldsTest, RefusesMoneyWithoutACurrencyThatIsHeld) {
  EXPECT_EQ(money_fault({{"amount", "7"}, {"currency", "XXX"}}), "/amount/currency");
  EXPECT_EQ(money_fault({{"amount", "7"}}), "/amount/currency");
  EXPECT_EQ(money_fault("7 AZN"), "/amount");
  EXPECT_EQ(money_fault({{"amount", "7"}, {"currency", "AZN"}, {"more", 1}}), "/amount/more");
}

TEST(FieldsTest, RefusesWhatNobodyRead) {
  const auto read = [](Fields& fields) {
    fields.text("name");
    fields.done();
  };
  EXPECT_EQ(fault({{"name", "a"}}, read), "none");
  EXPECT_EQ(fault({{"name", "a"}, {"nmae", "b"}}, read), "/nmae");
}

TEST(FieldsTest, DoesNotRepeatAStrangeName) {
  const Json body{{"Somebody's name", 1}};
  EXPECT_EQ(fault(body, [](Fields& fields) { fields.done(); }), "");
}

TEST(FieldsTest, RefusesTextsThatAreNone) {
  const auto text = [](Fields& fields) { fields.text("name", 3); };
  EXPECT_EQ(fault({{"name", "əşğ"}}, text), "none");
  for (const Json& name : {Json(1), Json(nullptr), Json(""), Json("abcd"), Json("a\nb"),
                           Json("a\x7f"), Json("a\xc2\x85"), Json("\xff")}) {
    EXPECT_EQ(fault({{"name", name}}, text), "/name");
  }
  EXPECT_EQ(fault(Json::object(), text), "/name");
}

TEST(FieldsTest, ReadsCodes) {
  const auto word = [](Fields& fields) { fields.word("kind"); };
  EXPECT_EQ(fault({{"kind", "lump_sum"}}, word), "none");
  for (const auto* kind : {"Lump", "1st", "a-b", "a b"}) {
    EXPECT_EQ(fault({{"kind", kind}}, word), "/kind") << kind;
  }
}

TEST(FieldsTest, ReadsListsOfCodes) {
  const Json body{{"purposes", {"medical", "travel"}}, {"none", Json::array()}};
  Fields fields{body};
  EXPECT_EQ(fields.words("purposes", 2), (std::vector<std::string>{"medical", "travel"}));
  EXPECT_TRUE(fields.words("none", 2).empty());
  EXPECT_TRUE(fields.words("absent", 2).empty());
  const auto one = [](Fields& given) { given.words("purposes", 1); };
  EXPECT_EQ(fault(body, one), "/purposes");
  const auto two = [](Fields& given) { given.words("purposes", 2); };
  EXPECT_EQ(fault({{"purposes", {"medical", "medical"}}}, two), "/purposes");
  EXPECT_EQ(fault({{"purposes", {"medical", 7}}}, two), "/purposes/1");
}

TEST(FieldsTest, ReadsWholeNumbersWithinBounds) {
  const auto number = [](Fields& fields) { fields.number("line", 9); };
  EXPECT_EQ(fault({{"line", 9}}, number), "none");
  for (const Json& line : {Json(10), Json(-1), Json(1.0), Json("1")}) {
    EXPECT_EQ(fault({{"line", line}}, number), "/line");
  }
  const auto numbers = [](Fields& fields) { fields.numbers("lines", 2, 9); };
  EXPECT_EQ(fault({{"lines", {1, 2}}}, numbers), "none");
  EXPECT_EQ(fault({{"lines", {1, 1}}}, numbers), "/lines");
  EXPECT_EQ(fault({{"lines", Json::array()}}, numbers), "/lines");
  EXPECT_EQ(fault({{"lines", {1, 2, 3}}}, numbers), "/lines");
}

TEST(FieldsTest, ReadsDaysAndFlags) {
  const Json body{{"on", "2026-11-24"}, {"anonymous", true}};
  Fields fields{body};
  EXPECT_EQ(fields.date("on"), parse_date("2026-11-24"));
  EXPECT_TRUE(fields.flag("anonymous", false));
  EXPECT_TRUE(fields.flag("absent", true));
  EXPECT_FALSE(fields.optional_date("from").has_value());
  EXPECT_EQ(fault({{"on", "2026-02-30"}}, [](Fields& given) { given.date("on"); }), "/on");
  EXPECT_EQ(fault({{"on", 1}}, [](Fields& given) { given.flag("on", true); }), "/on");
}

TEST(FieldsTest, ReadsIdentifiersOfTheRightKind) {
  const std::string id = "fnd_aaaaaaaaaaaaaaaaaaaaaaaaaa";
  const auto fund = [](Fields& fields) { fields.id<FundId>("fund"); };
  EXPECT_EQ(fault({{"fund", id}}, fund), "none");
  EXPECT_EQ(fault({{"fund", "plc_aaaaaaaaaaaaaaaaaaaaaaaaaa"}}, fund), "/fund");
  const auto funds = [](Fields& fields) { fields.ids<FundId>("funds", 2); };
  EXPECT_EQ(fault({{"funds", {id}}}, funds), "none");
  EXPECT_EQ(fault({{"funds", {id, id}}}, funds), "/funds");
  EXPECT_EQ(fault({{"funds", {id, "x"}}}, funds), "/funds/1");
}

TEST(FieldsTest, PointsIntoWhatIsNested) {
  const Json body{{"evidence", {{{"kind", "act"}}, {{"kind", "Act"}}}}};
  const auto read = [](Fields& fields) {
    for (auto& each : fields.objects("evidence")) each.word("kind");
  };
  EXPECT_EQ(fault(body, read), "/evidence/1/kind");
  EXPECT_EQ(fault({{"evidence", {1}}}, read), "/evidence/0");
  EXPECT_EQ(fault({{"evidence", 1}}, read), "/evidence");
}

TEST(FieldsTest, RefusesABodyThatIsNoObject) {
  EXPECT_EQ(test::refusal([] { Fields{Json::array()}; }), Errc::malformed);
}

}  // namespace
}  // namespace relief::api
