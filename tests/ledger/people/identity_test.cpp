#include "ledger/people/identity.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using Json = nlohmann::json;

/// The field that a body is refused for, or nothing when it is taken.
std::string fault_of(const Json& body) {
  try {
    parse_identity(body);
    return {};
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::malformed);
    return error.faults().empty() ? "no field" : error.faults().front().pointer;
  }
}

const Json whole = {{"given_name", "Günel"},      {"family_name", "Əliyeva"},
                    {"fin", "5abc12z"},           {"birth_date", "2001-02-28"},
                    {"document", "AZE 12345678"}, {"phone", "+994 50 000 00 00"}};

TEST(IdentityTest, TakesAllFields) {
  const auto identity = parse_identity(whole);
  EXPECT_EQ(identity.given_name, "Günel");
  EXPECT_EQ(identity.family_name, "Əliyeva");
  EXPECT_EQ(identity.fin, "5ABC12Z");
  EXPECT_EQ(identity.birth_date, "2001-02-28");
  EXPECT_EQ(identity.document, "AZE 12345678");
  EXPECT_EQ(identity.phone, "+994 50 000 00 00");
}

TEST(IdentityTest, EachFieldMayBeAbsent) {
  EXPECT_EQ(parse_identity(Json::object()), Identity{});
  for (const auto& [name, value] : whole.items()) {
    auto rest = whole;
    rest.erase(name);
    EXPECT_EQ(fault_of(rest), "") << name;
    EXPECT_EQ(fault_of({{name, value}}), "") << name;
  }
}

TEST(IdentityTest, IsAnObject) {
  for (const Json& body : {Json{}, Json::array(), Json("Günel"), Json(1), Json(true)}) {
    EXPECT_EQ(fault_of(body), "/identity") << body;
  }
}

TEST(IdentityTest, RefusesUnknownFields) {
  EXPECT_EQ(fault_of({{"story", "…"}}), "/identity/story");
  EXPECT_EQ(fault_of({{"Günel Əliyeva", "5ABC12Z"}}), "/identity");
  EXPECT_EQ(fault_of({{std::string(33, 'a'), "x"}}), "/identity");
}

TEST(IdentityTest, RefusesWhatIsNoText) {
  for (const Json& value :
       {Json{}, Json(5), Json(1.5), Json::array(), Json::object(), Json(true)}) {
    for (const auto& field : whole.items()) {
      EXPECT_EQ(fault_of({{field.key(), value}}), "/identity/" + field.key()) << value;
    }
  }
}

TEST(IdentityTest, KeepsItsLimits) {
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "ə";
  EXPECT_EQ(fault_of({{"given_name", letters}}), "");
  for (const std::string& text :
       {letters + "ə", std::string(801, 'a'), std::string{}, std::string(1, '\0'),
        std::string{"two\nlines"}, std::string{"\x7f"}, std::string{"\xc3"}}) {
    EXPECT_EQ(fault_of({{"given_name", text}}), "/identity/given_name");
  }
}

TEST(IdentityTest, RefusesCodesAndDatesOfAnotherForm) {
  EXPECT_EQ(fault_of({{"fin", "5IBC123"}}), "/identity/fin");
  EXPECT_EQ(fault_of({{"birth_date", "28.02.2001"}}), "/identity/birth_date");
  EXPECT_EQ(fault_of({{"birth_date", "2001-02-29"}}), "/identity/birth_date");
}

TEST(IdentityTest, RefusesAPhoneWithoutANumberAndANameThatTurnsItsDirection) {
  const auto refused = [](const char* field, const char* text) {
    return test::refusal([&] { parse_identity({{field, text}}); });
  };
  EXPECT_EQ(refused("phone", "abc"), Errc::malformed);
  EXPECT_EQ(refused("phone", "50+1234567"), Errc::malformed);
  EXPECT_EQ(refused("phone", "(012) 500-00-00"), std::nullopt);
  EXPECT_EQ(refused("phone", "102"), std::nullopt);
  EXPECT_EQ(refused("given_name", "Ay\u202esel"), Errc::malformed);
}

TEST(IdentityTest, ARefusalRepeatsNoValue) {
  try {
    parse_identity({{"fin", "SECRET-CODE"}});
    FAIL() << "a wrong code was taken";
  } catch (const Error& error) {
    EXPECT_EQ(std::string{error.what()}.find("SECRET"), std::string::npos);
    EXPECT_EQ(error.faults().front().detail, error.what());
  }
}

TEST(IdentityTest, ReadsTheSealedTextItWrote) {
  for (const auto& identity :
       {Identity{}, parse_identity(whole), parse_identity({{"fin", "5ABC12Z"}})}) {
    EXPECT_EQ(from_sealed_text(to_sealed_text(identity)), identity);
  }
  EXPECT_EQ(to_sealed_text(Identity{}), "{}");
}

TEST(IdentityTest, ASealedTextOfAnotherFormIsOurOwnFault) {
  for (const auto* text : {"", "{", "[]", "null", R"({"story":"x"})", R"({"fin":5})"}) {
    EXPECT_THROW(from_sealed_text(text), InvariantBroken) << text;
  }
}

}  // namespace
}  // namespace relief
