#include "api/http/callers.h"
#include "api/http/nouns.h"

#include "api/http/acts.h"
#include "api/http/fields.h"
#include "api/http/paging.h"
#include "ledger/base/at_field.h"
#include "ledger/base/text.h"
#include "ledger/cases/add_key.h"
#include "ledger/cases/add_organisation.h"
#include "ledger/cases/add_person.h"
#include "ledger/cases/grant_role.h"
#include "ledger/people/password.h"
#include "ledger/storage/people.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

Reply post_organisation(const Call& call) {
  Fields fields{call.json};
  const auto type = fields.word("type");
  require_field(storage::organisation_types.has(type), "/type",
                "there is no such kind of organisation");
  const NewOrganisation input{.type = storage::organisation_types.value(type),
                              .name = fields.text("name")};
  fields.done();
  return commit_call(call, 201, [input](Work& work) { return add_organisation(work, input); });
}

Reply get_organisations(const Call& call) {
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& each : storage::all_organisations(tx)) {
      list.push_back({{"id", each.id.text()},
                      {"type", storage::organisation_types.text(each.type)},
                      {"name", each.name}});
    }
    return true;
  });
  return {.json = list_of(std::move(list))};
}

/// Small, so that people who type it in another way find their own login, and nobody's twin.
bool is_login(std::string_view text) {
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") ==
             std::string_view::npos &&
         text.front() != '.' && text.front() != '-';
}

Reply post_user(const Call& call) {
  Fields fields{call.json};
  NewPerson input{.login = fields.text("user", 64),
                  .name = fields.text("name"),
                  .password = {},
                  .organisation = fields.optional_id<OrganisationId>("organisation")};
  require_field(is_login(input.login), "/user",
                "a login is small letters and digits, with points, hyphens and underscores");
  const auto password = fields.optional_text("password", 128);
  fields.done();
  if (password) {
    at_field("/password", [&] { require_password(*password); });
    input.password = hash_password(*password, call.context.entropy);
  }
  return commit_call(call, 201, [input](Work& work) { return add_person(work, input); });
}

nlohmann::json to_json(const storage::PersonKey& key) {
  nlohmann::json json{{"id", key.id.text()},
                      {"alg", key.alg},
                      {"public_key", to_base64url(as_bytes(key.key))},
                      {"from_seq", key.from_seq}};
  if (key.to_seq) json["to_seq"] = *key.to_seq;
  return json;
}

Reply get_users(const Call& call) {
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& person : storage::all_people(tx)) {
      nlohmann::json json{{"id", person.id.text()}, {"user", person.login}, {"name", person.name}};
      if (person.organisation) json["organisation"] = person.organisation->text();
      json["roles"] = nlohmann::json::array();
      for (const auto role : storage::roles_of(tx, person.id)) {
        json["roles"].push_back(roles.text(role));
      }
      json["keys"] = nlohmann::json::array();
      for (const auto& key : storage::keys_of(tx, person.id)) json["keys"].push_back(to_json(key));
      list.push_back(std::move(json));
    }
    return true;
  });
  return {.json = list_of(std::move(list))};
}

std::string bytes_field(Fields& fields, const char* name, std::size_t size) {
  const auto bytes = from_base64url(fields.text(name, 128));
  require_field(bytes && bytes->size() == size, fields.pointer(name),
                "this isn't the base64url of that many bytes");
  return *bytes;
}

PersonId person_target(const std::string& target) { return PersonId::parse(target); }

Decide decide_key(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const auto alg = fields.optional_text("alg", 16);
  require_field(!alg || *alg == "ed25519", "/alg", "this kind of key isn't taken yet");
  NewKey input{.person = person_target(target),
               .key = public_key_of(bytes_field(fields, "public_key", 32)),
               .proof = bytes_field(fields, "proof", 64)};
  fields.done();
  return [input](Work& work) { return add_key(work, input); };
}

Decide decide_revocation(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto id = KeyId::parse(target);
  return [id](Work& work) { return revoke_key(work, id); };
}

RoleChange role_change(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const auto role = fields.word("role");
  require_field(roles.has(role), "/role", "there is no such role");
  fields.done();
  return {.person = person_target(target), .role = roles.value(role)};
}

Decide decide_grant(const std::string& target, const nlohmann::json& json) {
  const auto input = role_change(target, json);
  return [input](Work& work) { return grant_role(work, input); };
}

Decide decide_withdrawal(const std::string& target, const nlohmann::json& json) {
  const auto input = role_change(target, json);
  return [input](Work& work) { return withdraw_role(work, input); };
}

Reply post_key(const Call& call) { return act(call, "key.added", call.parts[0]); }

Reply delete_key(const Call& call) {
  const auto& person = call.parts[0];
  const auto& key = call.parts[1];
  call.context.database.read([&](storage::Transaction& tx) {
    require(storage::find_key(tx, KeyId::parse(key)).person.text() == person, Errc::not_found,
            "this person has no such key");
    return true;
  });
  return act(call, "key.revoked", key);
}

Reply post_role(const Call& call) { return act(call, "role.granted", call.parts[0]); }
Reply delete_role(const Call& call) { return act(call, "role.withdrawn", call.parts[0]); }

constexpr Callers all_but_shelters{Role::administrator, Role::approver, Role::treasurer,
                                   Role::auditor, Role::custodian};

}  // namespace

std::vector<Route> people_routes() {
  return {
      {"GET", "/v1/organisations", all_but_shelters, get_organisations},
      {"POST", "/v1/organisations", administrators, post_organisation, Body::json, true},
      {"GET", "/v1/users", all_but_shelters, get_users},
      {"POST", "/v1/users", administrators, post_user, Body::json, true},
      {"POST", "/v1/users/{}/keys", administrators, post_key, Body::json, true},
      {"DELETE", "/v1/users/{}/keys/{}", administrators, delete_key, Body::json, true},
      {"POST", "/v1/users/{}/roles", administrators, post_role, Body::json, true},
      {"DELETE", "/v1/users/{}/roles", administrators, delete_role, Body::json, true},
  };
}

std::vector<SignedAct> people_acts() {
  return {
      {"key.added", "key", administrators, decide_key},
      {"key.revoked", "key", administrators, decide_revocation},
      {"role.granted", "role", administrators, decide_grant},
      {"role.withdrawn", "role", administrators, decide_withdrawal},
  };
}

}  // namespace relief::api
