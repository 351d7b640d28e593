#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <httplib.h>

#include "api/http/routes.h"

namespace relief::api {

/// Reads what comes from outside, within limits: httplib 0.11 has none on the number of headers,
/// and none on a body that comes in chunks.

/// Why HTTP itself refuses a call.
struct Refusal {
  int status;
  std::string_view sentence;
};

/// By the request's head alone.
std::optional<Refusal> refuse_head(const httplib::Request& request);

/// By what the head says of the body, before any of it is read. `takes` is what the route takes.
std::optional<Refusal> refuse_body(const httplib::Request& request, Body takes, std::size_t max);

/// The length of the body that the head announces; 0 without one.
std::size_t announced_length(const httplib::Request& request);

/// The whole body. Throws Error{malformed} where it isn't as long as announced.
std::string read_body(const httplib::Request& request, const httplib::ContentReader& reader);

/// The words of a query or a form.
/// Throws Error{malformed} for a name that comes twice, or text that isn't clean UTF-8.
std::map<std::string, std::string> words_of(const httplib::Params& params);

/// Refuses a query that names anything but these parameters: a filter that is misspelt would be
/// answered with everything. Throws Error{malformed} that says which it is, and which there are.
void require_known(const std::map<std::string, std::string>& query,
                   const std::set<std::string>& parameters);

/// Empty unless `needed`. Throws Error: key_missing; malformed for a key that isn't 1 to 255
/// visible ASCII characters.
std::string idempotency_key_of(const httplib::Request& request, bool needed);

/// The network that a caller comes from, by which failures to sign in are counted: their address,
/// or of IPv6 the first 64 bits, since one subscriber has all of the others. Whom a proxy on this
/// machine serves, it says at the end of X-Forwarded-For; what stands before that, anybody wrote.
std::string network_of(const httplib::Request& request);

/// Whether a program on this machine calls, and no proxy for somebody else.
bool is_from_here(const httplib::Request& request);

}  // namespace relief::api
