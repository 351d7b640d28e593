#pragma once

#include <optional>
#include <string>

#include "api/http/server.h"
#include "ledger/people/actor.h"

namespace relief::pages {

/// Who visits, by the session cookie or a bearer token; nothing for a stranger.
std::optional<Actor> visitor(const api::Visit& visit);

/// Signs somebody in from the form of the home page, and sends them there with a session cookie.
api::Reply post_sign_in(const api::Visit& visit);
api::Reply post_sign_out(const api::Visit& visit);

/// Leads home whoever comes to a form's own address, as browsers do that load a refusal again.
api::Reply go_home(const api::Visit& visit);

}  // namespace relief::pages
