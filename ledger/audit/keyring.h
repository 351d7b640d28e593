#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "ledger/proof/ed25519.h"

namespace relief::audit {

/// A person's public key, and the records between which it counts: it signs those after `from` up
/// to `to`, which ends it.
struct RegisteredKey {
  std::string id;
  std::string person;
  std::string alg;
  PublicKey key;
  std::uint64_t from;
  std::optional<std::uint64_t> to = std::nullopt;
};

/// A role that a person has or had.
struct HeldRole {
  std::string person;
  std::string role;
  std::string organisation;  ///< Of a shelter's people; else empty.
  std::uint64_t from;
  std::optional<std::uint64_t> to = std::nullopt;
};

/// Who may sign, and in what role, as the log itself tells it: at the record that is replayed.
/// Errors say why a change isn't possible.
class Keyring {
 public:
  void add(const RegisteredKey& key);
  void revoke(const std::string& id, std::uint64_t seq);
  void grant(HeldRole role);
  void withdraw(const std::string& person, const std::string& role, std::uint64_t seq);

  /// A key that counts now. Throws Error{refused} for another.
  [[nodiscard]] const RegisteredKey& key(const std::string& id) const;
  [[nodiscard]] std::vector<std::string> roles_of(const std::string& person) const;
  [[nodiscard]] bool has_role(const std::string& person) const;
  [[nodiscard]] bool holds(const std::string& person, const std::string& role) const;
  /// The organisation whose shelter the person works for, or nothing.
  [[nodiscard]] std::string organisation_of(const std::string& person) const;

  [[nodiscard]] const std::map<std::string, RegisteredKey>& keys() const noexcept { return keys_; }
  [[nodiscard]] const std::vector<HeldRole>& roles() const noexcept { return roles_; }

 private:
  std::map<std::string, RegisteredKey> keys_;
  std::set<PublicKey> public_keys_;
  std::vector<HeldRole> roles_;
  std::map<std::string, std::vector<std::size_t>> held_;  ///< By person: what isn't withdrawn.
};

/// The keyring as a bundle shows it.
nlohmann::json to_json(const Keyring& keyring);

}  // namespace relief::audit
