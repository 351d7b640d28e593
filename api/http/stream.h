#pragma once

#include <string>

#include "api/http/routes.h"

namespace httplib {
struct Response;
}

namespace relief::api {

/// Sends a body of unknown length while it is written.
void set_stream(httplib::Response& response, const std::string& content_type, BodyWriter body);

}  // namespace relief::api
