#include "ledger/audit/keyring.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief::audit {

void Keyring::add(const RegisteredKey& key) {
  require(key.alg == "ed25519", Errc::refused, "this verifier knows no such kind of key");
  require(!is_low_order(key.key), Errc::refused, "anybody can sign under the key that is added");
  require(public_keys_.insert(key.key).second, Errc::refused, "the same public key is added twice");
  require(keys_.try_emplace(key.id, key).second, Errc::refused, "two keys have one identifier");
}

void Keyring::revoke(const std::string& id, std::uint64_t seq) {
  const auto found = keys_.find(id);
  require(found != keys_.end() && !found->second.to, Errc::refused,
          "a key is ended that isn't there, or was ended before");
  found->second.to = seq;
}

void Keyring::grant(HeldRole role) {
  require(!holds(role.person, role.role), Errc::refused, "a role is granted that is held already");
  held_[role.person].push_back(roles_.size());
  roles_.push_back(std::move(role));
}

void Keyring::withdraw(const std::string& person, const std::string& role, std::uint64_t seq) {
  auto& held = held_[person];
  const auto found =
      std::ranges::find_if(held, [&](std::size_t index) { return roles_[index].role == role; });
  require(found != held.end(), Errc::refused, "a role is withdrawn that isn't held");
  roles_[*found].to = seq;
  held.erase(found);
}

const RegisteredKey& Keyring::key(const std::string& id) const {
  const auto found = keys_.find(id);
  require(found != keys_.end(), Errc::refused, "it is signed with a key that the log doesn't know");
  require(!found->second.to, Errc::refused, "it is signed with a key that was ended before");
  return found->second;
}

std::vector<std::string> Keyring::roles_of(const std::string& person) const {
  std::vector<std::string> names;
  const auto found = held_.find(person);
  if (found == held_.end()) return names;
  for (const auto index : found->second) names.push_back(roles_[index].role);
  return names;
}

bool Keyring::has_role(const std::string& person) const {
  const auto found = held_.find(person);
  return found != held_.end() && !found->second.empty();
}

bool Keyring::holds(const std::string& person, const std::string& role) const {
  const auto held = roles_of(person);
  return std::ranges::find(held, role) != held.end();
}

std::string Keyring::organisation_of(const std::string& person) const {
  const auto found = held_.find(person);
  if (found == held_.end()) return {};
  for (const auto index : found->second) {
    if (!roles_[index].organisation.empty()) return roles_[index].organisation;
  }
  return {};
}

nlohmann::json to_json(const Keyring& keyring) {
  auto keys = nlohmann::json::array();
  for (const auto& [id, key] : keyring.keys()) {
    keys.push_back({{"key", id},
                    {"user", key.person},
                    {"alg", key.alg},
                    {"public", to_base64url(as_bytes(key.key))},
                    {"from", key.from}});
    if (key.to) keys.back()["to"] = *key.to;
  }
  auto roles = nlohmann::json::array();
  for (const auto& role : keyring.roles()) {
    roles.push_back({{"user", role.person}, {"role", role.role}, {"from", role.from}});
    if (!role.organisation.empty()) roles.back()["org"] = role.organisation;
    if (role.to) roles.back()["to"] = *role.to;
  }
  return {{"keys", keys}, {"roles", roles}};
}

}  // namespace relief::audit
