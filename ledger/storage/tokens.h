#pragma once

#include <optional>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/base/together.h"
#include "ledger/people/actor.h"
#include "ledger/storage/database.h"

namespace relief::storage {

enum class TokenPurpose { session, token };

inline constexpr auto token_purposes = names<TokenPurpose>({
    {TokenPurpose::session, "session"},
    {TokenPurpose::token, "token"},
});

/// What shows who is asking, for a session or a program. Only the hash of its secret is known.
struct Token {
  std::string id;
  TokenPurpose purpose;
  Actor actor;
  std::string secret_hash;  ///< 32 bytes.
  Instant expires;
};

/// Looks tokens up, for all threads that ask meanwhile at once: every call asks for one.
class TokenDesk {
 public:
  explicit TokenDesk(Database& database);

  /// Nothing for a token that was revoked, or whose person doesn't hold its role any more. Whether
  /// it has expired is for the caller, who has the clock.
  std::optional<Token> find(const std::string& id) { return lookups_.answer(id); }

 private:
  Together<std::string, Token> lookups_;
};

void insert(Transaction& tx, const Token& token);
void revoke_token(Transaction& tx, const std::string& id, Instant at);

}  // namespace relief::storage
