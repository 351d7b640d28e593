#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/cases/context.h"
#include "ledger/people/actor.h"
#include "ledger/storage/tokens.h"

namespace relief {

inline constexpr auto session_lifetime = std::chrono::hours{12};

struct Credentials {
  std::string login;
  std::string password;
  std::optional<Role> role = std::nullopt;  ///< For whoever holds more than one.
  /// Where they come from: an address of IPv4, or the first 64 bits of one of IPv6 in hexadecimal;
  /// empty: from here.
  std::string network = {};
};

struct Session {
  std::string token;  ///< Shown once.
  Actor actor;
  Instant expires;
};

/// Lets somebody in who knows their password. After five failures within a quarter of an hour a
/// login is closed for as long to the network that they came from, so that a stranger locks nobody
/// out. After fifty failures on a login from everywhere, or on all logins from one network, or five
/// hundred from one site of IPv6 (48 bits), only those are let in who came from that network to
/// that login within thirty days: many strangers together can't guess a password, and lock out only
/// whoever is somewhere new (OWASP, Authentication Cheat Sheet). Where no password could be looked
/// at, nobody failed. The whole process counts together, and forgets failures when it ends. Of one
/// person's sessions the youngest hundred last. Throws
/// Error: unauthenticated for a wrong login or password, whichever it was; too_many; forbidden for
/// a person without that role; malformed where a role must be named.
Session sign_in(Context& context, const Credentials& credentials);

/// Ends a session at once.
void sign_out(Context& context, const std::string& token_id);

/// The token that this text is, if it lets anybody in now.
std::optional<storage::Token> live_token(Context& context, std::string_view text);

}  // namespace relief
