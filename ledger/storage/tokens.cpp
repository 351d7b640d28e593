#include "ledger/storage/tokens.h"

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

std::optional<Token> find_token(Transaction& tx, const std::string& id) {
  std::string purpose, person, role, organisation, secret, expires;
  tx.sql() << R"sql(
      select token.purpose, token.person, token.role, coalesce(person.organisation, ''),
             encode(token.secret, 'hex'), instant_text(token.expires_at)
        from token join person on person.id = token.person
       where token.id = :id and token.revoked_at is null
         and exists (select from person_role held
                      where held.person = token.person and held.role = token.role
                        and held.to_seq is null)
    )sql",
      in(id, "id"), soci::into(purpose), soci::into(person), soci::into(role),
      soci::into(organisation), soci::into(secret), soci::into(expires);
  if (!tx.sql().got_data()) return std::nullopt;
  Token token{.id = id,
              .purpose = token_purposes.value(purpose),
              .actor = {.person = PersonId{person}, .role = roles.value(role)},
              .secret_hash = from_hex(secret).value_or(""),
              .expires = parse_instant(expires)};
  if (token.actor.role == Role::shelter && !organisation.empty())
    token.actor.organisation = OrganisationId{organisation};
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
