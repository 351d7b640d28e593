#include "api/http/session.h"

namespace relief::api {

std::optional<Actor> actor_of_token(Context& context, std::string_view text) {
  auto token = live_token(context, text);
  if (!token) return std::nullopt;
  return std::move(token->actor);
}

storage::Token token_of_header(Context& context, std::string_view authorization) {
  constexpr std::string_view scheme = "Bearer ";
  require(authorization.starts_with(scheme), Errc::unauthenticated,
          "this needs a token in the Authorization header");
  auto token = live_token(context, authorization.substr(scheme.size()));
  require(token.has_value(), Errc::unauthenticated, "this token lets nobody in, or not any more");
  return *std::move(token);
}

}  // namespace relief::api
