#pragma once

#include <optional>
#include <string_view>

#include "ledger/cases/context.h"
#include "ledger/cases/sign_in.h"

namespace relief::api {

/// Who holds the token with this text, for doors that carry it otherwise than in a header; nothing
/// where it lets nobody in now.
std::optional<Actor> actor_of_token(Context& context, std::string_view text);

/// The token that a call shows in its Authorization header. Throws Error{unauthenticated}.
storage::Token token_of_header(Context& context, std::string_view authorization);

}  // namespace relief::api
