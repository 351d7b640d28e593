#pragma once

#include <set>
#include <string>
#include <string_view>

namespace relief {

/// The text of openapi.json, embedded when the program is built: what machines may ask, and what
/// they are told.
std::string_view openapi_document();

}  // namespace relief

namespace relief::api {

/// The names that a route's query may have, by its method and pattern: those that openapi.json
/// gives its operation. No route says them a second time, so what isn't described can't be asked.
std::set<std::string> query_parameters(std::string_view route);

}  // namespace relief::api
