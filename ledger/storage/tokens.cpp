#include "ledger/storage/tokens.h"

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {

std::optional<Token> find_token(Transaction& tx, const std::string& id) {
  constexpr auto sql = R"sql(
      select token.purpose, token.person, token.role, coalesce(person.organisation, ''),
             encode(token.secret, 'hex'), instant_text(token.expires_at)
        from token join person on person.id = token.person
       where token.id = $1 and token.revoked_at is null
         and exists (select from person_role held
                      where held.person = token.person and held.role = token.role
                        and held.to_seq is null)
    )sql";
  const auto found = ask_prepared(tx, {.sql = sql, .values = {id.c_str()}});
  if (PQntuples(found.get()) == 0) return std::nullopt;
  const auto text = [&](int column) { return std::string{PQgetvalue(found.get(), 0, column)}; };
  Token token{.id = id,
              .purpose = token_purposes.value(text(0)),
              .actor = {.person = PersonId{text(1)}, .role = roles.value(text(2))},
              .secret_hash = bytes_of_hex(text(4)),
              .expires = parse_instant(text(5))};
  if (const auto organisation = text(3);
      token.actor.role == Role::shelter && !organisation.empty()) {
    token.actor.organisation = OrganisationId{organisation};
  }
  return token;
}

void insert(Transaction& tx, const Token& token) {
  const std::string role{roles.text(token.actor.role)};
  const std::string purpose{token_purposes.text(token.purpose)};
  const auto secret = to_hex(token.secret_hash);
  const auto expires = to_text(token.expires);
  tx.change() << R"sql(
      insert into token (id, person, role, purpose, secret, expires_at)
      values (:id, :person, :role, :purpose, decode(:secret, 'hex'), cast(:expires as timestamptz))
    )sql",
      in(token.id, "id"), in(token.actor.person, "person"), in(role, "role"),
      in(purpose, "purpose"), in(secret, "secret"), in(expires, "expires");
}

void revoke_token(Transaction& tx, const std::string& id, Instant at) {
  const auto moment = to_text(at);
  tx.change() << R"sql(
      update token set revoked_at = cast(:at as timestamptz) where id = :id and revoked_at is null
    )sql",
      in(moment, "at"), in(id, "id");
}

}  // namespace relief::storage
