#include "api/http/openapi.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "api/http/json.h"
#include "api/http/preconditions.h"
#include "api/http/routes.h"

namespace relief::api {
namespace {

using Json = nlohmann::json;

const Json& document() {
  static const auto parsed = Json::parse(openapi_document());
  return parsed;
}

/// Each operation of the document, by "GET /v1/users/{}".
const std::map<std::string, Json>& operations() {
  static const auto all = [] {
    const std::set<std::string> methods{"get", "post", "put", "patch", "delete"};
    std::map<std::string, Json> found;
    for (const auto& [path, item] : document().at("paths").items()) {
      const auto pattern = std::regex_replace(path, std::regex{R"(\{[^}]*\})"}, "{}");
      for (const auto& [method, operation] : item.items()) {
        if (!methods.contains(method)) continue;
        std::string name{method};
        for (auto& c : name) c = static_cast<char>(c - 'a' + 'A');
        found[name + " " + pattern] = operation;
      }
    }
    return found;
  }();
  return all;
}

std::string name_of(const Route& route) {
  return std::string{route.method} + " " +
         std::regex_replace(std::string{route.pattern}, std::regex{R"(\{\*\})"}, "{}");
}

bool names_header(const Json& operation, const std::string& header) {
  const auto parameters = operation.value("parameters", Json::array());
  return std::ranges::any_of(parameters, [&](const Json& parameter) {
    return parameter.value("$ref", "") == "#/components/parameters/" + header;
  });
}

/// Every "$ref" in a document.
void collect(const Json& json, std::set<std::string>& references) {
  for (const auto& [name, value] : json.items()) {
    if (name == "$ref" && value.is_string()) references.insert(value.get<std::string>());
    if (value.is_structured()) collect(value, references);
  }
}

TEST(OpenapiTest, IsAStrictJsonDocument) {
  EXPECT_EQ(parse_json(openapi_document()).at("openapi"), "3.1.0");
}

TEST(OpenapiTest, DescribesEveryRoute) {
  for (const auto& route : routes()) {
    EXPECT_TRUE(operations().contains(name_of(route))) << name_of(route);
  }
}

TEST(OpenapiTest, DescribesNothingElse) {
  std::set<std::string> known;
  for (const auto& route : routes()) known.insert(name_of(route));
  for (const auto& [name, operation] : operations()) EXPECT_TRUE(known.contains(name)) << name;
}

TEST(OpenapiTest, SaysWhoMayCallAndWhatIsNeeded) {
  for (const auto& route : routes()) {
    if (!operations().contains(name_of(route))) continue;
    const auto& operation = operations().at(name_of(route));
    auto allowed = Json::array();
    for (const auto& [role, text] : roles.rows) {
      if (route.callers.has(role)) allowed.push_back(text);
    }
    EXPECT_EQ(operation.value("x-roles", Json::array()), allowed) << name_of(route);
    EXPECT_EQ(operation.contains("security"), route.callers.is_public()) << name_of(route);
    EXPECT_EQ(operation.contains("requestBody"), route.body != Body::none) << name_of(route);
    EXPECT_EQ(names_header(operation, "IdempotencyKey"), route.needs_key) << name_of(route);
  }
}

TEST(OpenapiTest, SaysWhichThingsNameTheirStateAndWhichCallsMayExpectIt) {
  for (const auto& route : routes()) {
    const auto* thing = tagged_by(route.pattern);
    const auto& operation = operations().at(name_of(route));
    const bool reads = thing != nullptr && thing->pattern == route.pattern;
    const auto answer = operation.at("responses").value("200", Json::object());
    EXPECT_EQ(answer.contains("headers") && answer.at("headers").contains("ETag"),
              reads && route.method == "GET")
        << name_of(route);
    EXPECT_EQ(names_header(operation, "IfMatch"), thing != nullptr && route.method != "GET")
        << name_of(route);
  }
}

/// What `pattern` captures in the sources of the handlers.
std::set<std::string> captured_in_sources(const std::regex& pattern) {
  std::set<std::string> found;
  const auto folder = std::filesystem::path{RELIEF_SOURCE_DIR} / "api/http";
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    if (file.path().extension() != ".cpp") continue;
    std::ifstream in{file.path()};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    for (std::sregex_iterator at{text.begin(), text.end(), pattern}, end; at != end; ++at) {
      found.insert((*at)[1]);
    }
  }
  return found;
}

TEST(OpenapiTest, NamesTheParametersThatAreRead) {
  std::set<std::string> named;
  for (const auto& route : routes()) {
    named.merge(query_parameters(std::string{route.method} + " " + std::string{route.pattern}));
  }
  EXPECT_EQ(named, captured_in_sources(std::regex{R"re(_(?:asked|for)\([^"();]*"(\w+)"\))re"}));
}

TEST(OpenapiTest, KnowsTheParametersOfARoute) {
  EXPECT_EQ(query_parameters("GET /v1/accounts/{}"),
            (std::set<std::string>{"as_of", "fund", "place"}));
  EXPECT_TRUE(query_parameters("POST /v1/donations").empty());
}

TEST(OpenapiTest, RefersOnlyToWhatIsThere) {
  std::set<std::string> references;
  collect(document(), references);
  for (const auto& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_TRUE(document().contains(Json::json_pointer{reference.substr(1)})) << reference;
  }
}

TEST(OpenapiTest, NamesEachOperationOnce) {
  std::set<std::string> seen;
  for (const auto& [name, operation] : operations()) {
    EXPECT_TRUE(seen.insert(operation.at("operationId")).second) << name;
  }
}

}  // namespace
}  // namespace relief::api
