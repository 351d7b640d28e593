#pragma once

#include <string_view>

namespace relief {

/// The text of openapi.json, embedded when the program is built: what machines may ask, and what
/// they are told.
std::string_view openapi_document();

}  // namespace relief
