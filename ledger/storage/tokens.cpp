#include "ledger/storage/tokens.h"

#include <map>
#include <set>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {
namespace {

Token token_of(const PGresult* rows, int row) {
  const auto text = [&](int column) { return std::string{value_at(rows, row, column)}; };
  Token token{.id = text(0),
              .purpose = token_purposes.value(text(1)),
              .actor = {.person = PersonId{text(2)}, .role = roles.value(text(3))},
              .secret_hash = bytes_of_hex(text(5)),
              .expires = parse_instant(text(6))};
  if (const auto organisation = text(4);
      token.actor.role == Role::shelter && !organisation.empty()) {
    token.actor.organisation = OrganisationId{organisation};
  }
  return token;
}

std::map<std::string, Token> find_tokens(Transaction& tx, const std::set<std::string>& ids) {
  constexpr auto sql = R"sql(
      select token.id, token.purpose, token.person, token.role, coalesce(person.organisation, ''),
             encode(token.secret, 'hex'), instant_text(token.expires_at)
        from token join person on person.id = token.person
       where token.id = any(cast($1 as text[])) and token.revoked_at is null
         and exists (select from person_role held
                      where held.person = token.person and held.role = token.role
                        and held.to_seq is null)
    )sql";
  Array wanted;
  for (const auto& id : ids) wanted.add(id);
  const auto found = ask_prepared(tx, {.sql = sql, .values = {wanted.text().c_str()}});
  std::map<std::string, Token> tokens;
  for (int row = 0; row < PQntuples(found.get()); ++row) {
    auto token = token_of(found.get(), row);
    tokens.emplace(token.id, std::move(token));
  }
  return tokens;
}

}  // namespace

TokenDesk::TokenDesk(Database& database)
    : lookups_{[&database](const std::set<std::string>& ids) {
        return database.glance([&](Transaction& tx) { return find_tokens(tx, ids); });
      }} {}

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
