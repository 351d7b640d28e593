#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/people/role.h"
#include "ledger/proof/ed25519.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Somebody who works with the fund. Roles and keys are in the log; the name and the password only
/// here.
struct Person {
  PersonId id;
  std::string login;
  std::string name;
  std::string password;  ///< PHC string; empty: no sign-in by password.
  std::optional<OrganisationId> organisation;
};

/// Throws Error{not_found}.
Person find_person(Transaction& tx, const PersonId& id);
std::optional<Person> find_person_by_login(Transaction& tx, const std::string& login);
std::vector<Person> all_people(Transaction& tx);
void insert(Transaction& tx, const Person& person, Instant at);
void set_password(Transaction& tx, const PersonId& id, const std::string& phc);

/// The roles that a person holds now.
std::vector<Role> roles_of(Transaction& tx, const PersonId& id);
void grant_role(Transaction& tx, const PersonId& id, Role role, std::uint64_t seq);
void withdraw_role(Transaction& tx, const PersonId& id, Role role, std::uint64_t seq);

/// A person's public key, valid for records from one seq to before another.
struct PersonKey {
  KeyId id;
  PersonId person;
  std::string alg;  ///< "ed25519"
  PublicKey key;
  std::uint64_t from_seq;
  std::optional<std::uint64_t> to_seq;
};

/// How many people hold the role now and have a key other than this one to sign with.
int signers_without(Transaction& tx, Role role, const KeyId& key);
/// How many people other than this one hold the role now and have a key to sign with.
int signers_without(Transaction& tx, Role role, const PersonId& person);

/// Throws Error{not_found}.
PersonKey find_key(Transaction& tx, const KeyId& id);
std::vector<PersonKey> keys_of(Transaction& tx, const PersonId& id);  ///< Oldest first.
bool is_registered(Transaction& tx, const PublicKey& key);
void insert(Transaction& tx, const PersonKey& key);
void end_key(Transaction& tx, const KeyId& id, std::uint64_t seq);

}  // namespace relief::storage
