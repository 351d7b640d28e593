#include "api/http/fields.h"
#include "api/http/nouns.h"
#include "ledger/base/text.h"
#include "ledger/cases/sign_in.h"
#include "ledger/storage/people.h"

namespace relief::api {
namespace {

nlohmann::json organisation_of(const std::optional<OrganisationId>& organisation) {
  return organisation ? nlohmann::json(organisation->text()) : nlohmann::json(nullptr);
}

Reply post_session(const Call& call) {
  Fields fields{call.json};
  Credentials credentials{.login = fields.text("user", 64),
                          .password = fields.text("password", 128)};
  if (const auto role = fields.optional_word("role")) {
    require_field(roles.has(*role), "/role", "there is no such role");
    credentials.role = roles.value(*role);
  }
  fields.done();
  credentials.network = call.network;
  const auto [token, actor, expires] = sign_in(call.context, credentials);
  return {.status = 201,
          .json = {{"token", token},
                   {"expires_at", to_text(expires)},
                   {"user", actor.person.text()},
                   {"role", roles.text(actor.role)},
                   {"organisation", organisation_of(actor.organisation)}}};
}

Reply delete_session(const Call& call) {
  sign_out(call.context, std::string{call.token});
  return {.status = 204};
}

Reply get_me(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto person = storage::find_person(tx, call.actor.person);
    auto keys = nlohmann::json::array();
    for (const auto& key : storage::keys_of(tx, person.id)) {
      if (key.to_seq) continue;
      keys.push_back({{"id", key.id.text()},
                      {"alg", key.alg},
                      {"public_key", to_base64url(as_bytes(key.key))}});
    }
    return {.json = {{"id", person.id.text()},
                     {"user", person.login},
                     {"name", person.name},
                     {"role", roles.text(call.actor.role)},
                     {"organisation", organisation_of(call.actor.organisation)},
                     {"keys", std::move(keys)}}};
  });
}

}  // namespace

std::vector<Route> sessions_routes() {
  return {
      {"POST", "/v1/sessions", the_public, post_session, Body::json},
      {"DELETE", "/v1/sessions/current", everyone, delete_session},
      {"GET", "/v1/me", everyone, get_me},
  };
}

}  // namespace relief::api
