#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "api/http/client.h"

namespace relief::api {

/// Whether this is an address that a witness may have: http:// or https://, a host, a path or none.
bool is_witness_url(std::string_view url);

/// Sends a request to a witness, POST <url>/add-checkpoint. It has 15 seconds for an answer of at
/// most 64 KiB; `stop` ends the wait.
/// Throws Error{unavailable} where no answer comes.
Answer add_checkpoint(const std::string& url, const std::string& request,
                      const std::stop_token& stop);

}  // namespace relief::api
