#include "api/http/openapi.h"

#include <map>
#include <regex>

#include <nlohmann/json.hpp>

#include "api/http/nouns.h"
#include "ledger/base/ascii.h"

namespace relief::api {
namespace {

using NamesByRoute = std::map<std::string, std::set<std::string>, std::less<>>;

Reply get_openapi(const Call&) { return {.bytes = std::string{openapi_document()}}; }

/// A path with "{}" for each of its parameters, whatever it calls them: "/v1/funds/{id}", or a
/// pattern's last "{*}".
std::string without_names(std::string_view path) {
  static const std::regex parameter{R"(\{[^}]*\})"};
  return std::regex_replace(std::string{path}, parameter, "{}");
}

std::string in_capitals(std::string text) {
  for (char& c : text) c = is_small_letter(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

/// The names of an operation's parameters that stand in the query.
std::set<std::string> names_in_query(const nlohmann::json& document,
                                     const nlohmann::json& operation) {
  std::set<std::string> names;
  for (const auto& each : operation.value("parameters", nlohmann::json::array())) {
    const auto reference = each.value("$ref", "");
    const auto& parameter =
        reference.empty() ? each : document.at(nlohmann::json::json_pointer{reference.substr(1)});
    if (parameter.at("in") == "query") names.insert(parameter.at("name").get<std::string>());
  }
  return names;
}

NamesByRoute read_names() {
  const auto document = nlohmann::json::parse(openapi_document());
  NamesByRoute names;
  for (const auto& [path, operations] : document.at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      names[in_capitals(method) + " " + without_names(path)] = names_in_query(document, operation);
    }
  }
  return names;
}

}  // namespace

std::set<std::string> query_parameters(std::string_view route) {
  static const auto names = read_names();
  const auto found = names.find(without_names(route));
  return found == names.end() ? std::set<std::string>{} : found->second;
}

std::vector<Route> openapi_routes() {
  return {{"GET", "/v1/openapi.json", the_public, get_openapi}};
}

}  // namespace relief::api
