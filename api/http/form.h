#pragma once

#include <map>
#include <string>

namespace relief::api {

/// The fields of a form as browsers send it (application/x-www-form-urlencoded), decoded.
/// Throws Error{malformed} for a name that comes twice, or text that isn't clean UTF-8.
std::map<std::string, std::string> fields_of_form(const std::string& body);

}  // namespace relief::api
