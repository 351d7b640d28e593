#include "ledger/storage/people.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

struct PersonColumns {
  std::string id, login, name, password, organisation;

  [[nodiscard]] Person person() const {
    return {.id = PersonId{id},
            .login = login,
            .name = name,
            .password = password,
            .organisation =
                organisation.empty() ? std::nullopt : std::optional{OrganisationId{organisation}}};
  }
};

struct KeyColumns {
  std::string id, person, alg, key, from, to;

  [[nodiscard]] PersonKey person_key() const {
    return {.id = KeyId{id},
            .person = PersonId{person},
            .alg = alg,
            .key = public_key_of(from_hex(key).value_or("")),
            .from_seq = std::stoull(from),
            .to_seq = to.empty() ? std::nullopt : std::optional{std::stoull(to)}};
  }
};

}  // namespace

Person find_person(Transaction& tx, const PersonId& id) {
  PersonColumns row;
  tx.sql() << R"sql(
      select id, login, name, coalesce(password, ''), coalesce(organisation, '')
        from person where id = :id
    )sql",
      in(id, "id"), soci::into(row.id), soci::into(row.login), soci::into(row.name),
      soci::into(row.password), soci::into(row.organisation);
  require(tx.sql().got_data(), Errc::not_found, "there is no such person");
  return row.person();
}

std::optional<Person> find_person_by_login(Transaction& tx, const std::string& login) {
  std::string id;
  tx.sql() << "select id from person where login = :login", in(login, "login"), soci::into(id);
  if (!tx.sql().got_data()) return std::nullopt;
  return find_person(tx, PersonId{id});
}

std::vector<Person> all_people(Transaction& tx) {
  PersonColumns row;
  std::vector<Person> people;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select id, login, name, coalesce(password, ''), coalesce(organisation, '')
        from person order by added_at, login
    )sql",
                               soci::into(row.id), soci::into(row.login), soci::into(row.name),
                               soci::into(row.password), soci::into(row.organisation));
  for (statement.execute(); statement.fetch();) people.push_back(row.person());
  return people;
}

void insert(Transaction& tx, const Person& person, Instant at) {
  const auto organisation = person.organisation ? person.organisation->text() : std::string{};
  const auto moment = to_text(at);
  tx.change() << R"sql(
      insert into person (id, login, name, password, organisation, added_at)
      values (:id, :login, :name, nullif(:password, ''), nullif(:organisation, ''),
              cast(:at as timestamptz))
    )sql",
      in(person.id, "id"), in(person.login, "login"), in(person.name, "name"),
      in(person.password, "password"), in(organisation, "organisation"), in(moment, "at");
}

void set_password(Transaction& tx, const PersonId& id, const std::string& phc) {
  tx.change() << "update person set password = :password where id = :id", in(phc, "password"),
      in(id, "id");
}

std::vector<Role> roles_of(Transaction& tx, const PersonId& id) {
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select role from person_role where person = :person and to_seq is null order by from_seq
    )sql",
                                          in(id, "person"));
  std::vector<Role> held;
  for (const auto& role : rows) held.push_back(roles.value(role));
  return held;
}

void grant_role(Transaction& tx, const PersonId& id, Role role, std::uint64_t seq) {
  const std::string name{roles.text(role)};
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into person_role (person, role, from_seq)
      values (:person, :role, cast(:seq as bigint))
    )sql",
      in(id, "person"), in(name, "role"), in(record, "seq");
}

void withdraw_role(Transaction& tx, const PersonId& id, Role role, std::uint64_t seq) {
  const std::string name{roles.text(role)};
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      update person_role set to_seq = cast(:seq as bigint)
       where person = :person and role = :role and to_seq is null
    )sql",
      in(record, "seq"), in(id, "person"), in(name, "role");
}

PersonKey find_key(Transaction& tx, const KeyId& id) {
  KeyColumns row;
  tx.sql() << R"sql(
      select id, person, alg, encode(public_key, 'hex'), from_seq::text, coalesce(to_seq::text, '')
        from person_key where id = :id
    )sql",
      in(id, "id"), soci::into(row.id), soci::into(row.person), soci::into(row.alg),
      soci::into(row.key), soci::into(row.from), soci::into(row.to);
  require(tx.sql().got_data(), Errc::not_found, "there is no such key");
  return row.person_key();
}

std::vector<PersonKey> keys_of(Transaction& tx, const PersonId& id) {
  KeyColumns row;
  std::vector<PersonKey> keys;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, person, alg, encode(public_key, 'hex'), from_seq::text, coalesce(to_seq::text, '')
        from person_key where person = :person order by person_key.from_seq, id
    )sql",
       in(id, "person"), soci::into(row.id), soci::into(row.person), soci::into(row.alg),
       soci::into(row.key), soci::into(row.from), soci::into(row.to));
  for (statement.execute(); statement.fetch();) keys.push_back(row.person_key());
  return keys;
}

bool is_registered(Transaction& tx, const PublicKey& key) {
  const auto hex = to_hex(as_bytes(key));
  int count = 0;
  tx.sql() << "select count(*)::int from person_key where public_key = decode(:key, 'hex')",
      in(hex, "key"), soci::into(count);
  return count > 0;
}

void insert(Transaction& tx, const PersonKey& key) {
  const auto hex = to_hex(as_bytes(key.key));
  const auto from = std::to_string(key.from_seq);
  tx.change() << R"sql(
      insert into person_key (id, person, alg, public_key, from_seq)
      values (:id, :person, :alg, decode(:key, 'hex'), cast(:from as bigint))
    )sql",
      in(key.id, "id"), in(key.person, "person"), in(key.alg, "alg"), in(hex, "key"),
      in(from, "from");
}

void end_key(Transaction& tx, const KeyId& id, std::uint64_t seq) {
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      update person_key set to_seq = cast(:seq as bigint) where id = :id and to_seq is null
    )sql",
      in(record, "seq"), in(id, "id");
}

namespace {

int signers_without(Transaction& tx, Role role, const std::string& key, const std::string& person) {
  const std::string name{roles.text(role)};
  int count = 0;
  tx.sql() << R"sql(
      select count(distinct person_key.person) from person_key
        join person_role using (person)
       where person_role.role = :role and person_role.to_seq is null
         and person_key.to_seq is null and id <> :key and person <> :person
    )sql",
      in(name, "role"), in(key, "key"), in(person, "person"), soci::into(count);
  return count;
}

}  // namespace

int signers_without(Transaction& tx, Role role, const KeyId& key) {
  return signers_without(tx, role, key.text(), "");
}

int signers_without(Transaction& tx, Role role, const PersonId& person) {
  return signers_without(tx, role, "", person.text());
}

}  // namespace relief::storage
