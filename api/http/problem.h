#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "api/http/routes.h"

namespace relief::api {

/// The answer to a call that threw: problem+json (RFC 9457). A refusal keeps its sentence; anything
/// else is our fault: it is logged with the call's identifier and told to nobody.
Reply problem(const std::exception_ptr& thrown, const std::string& request_id);

/// The answer to a call that HTTP itself refuses, before anything looked at what it says.
Reply problem(int status, std::string_view sentence, const std::string& request_id);

/// Says of an answer which call it answers, where a handler has made a problem of its own.
void name_call(Reply& answer, const std::string& request_id);

}  // namespace relief::api
