#pragma once

#include <string>
#include <thread>

#include "api/http/client.h"
#include "api/http/server.h"
#include "ledger/aid/default_rulebook.h"
#include "ledger/base/text.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/found_log.h"
#include "ledger/people/entropy.h"
#include "ledger/people/token.h"
#include "ledger/proof/act.h"
#include "ledger/storage/migrate.h"
#include "ledger/storage/people.h"
#include "ledger/storage/tokens.h"
#include "tests/support/cluster.h"
#include "tests/support/scratch.h"

namespace relief::test {

using Json = nlohmann::json;

/// Somebody who has a token, and who may have a key.
struct Guest {
  Actor actor;
  std::string token;
  const SigningKey* key = nullptr;
};

/// A fund on a database of its own whose server really listens. Two administrators hold keys; the
/// clock stands until a test moves it.
class OpenHouse {
 public:
  OpenHouse() {
    found_log(context_, {.administrators = {Founder{.login = "first",
                                                    .name = "First",
                                                    .password = "",
                                                    .key = keys_[0].public_key()},
                                            Founder{.login = "second",
                                                    .name = "Second",
                                                    .password = "",
                                                    .key = keys_[1].public_key()}},
                         .rulebook = std::string{azerbaijan_rulebook()},
                         .code = "test"});
    first = founder("first", keys_[0]);
    second = founder("second", keys_[1]);
    port = server_.bind("127.0.0.1", 0);
    thread_ = std::thread{[this] { server_.run(); }};
  }
  OpenHouse(const OpenHouse&) = delete;
  OpenHouse& operator=(const OpenHouse&) = delete;
  ~OpenHouse() {
    server_.stop();
    thread_.join();
  }

  Guest guest(const std::string& login, Role role) {
    const auto id = PersonId::random(entropy_);
    database_.change([&](storage::Transaction& tx) {
      storage::insert(
          tx,
          storage::Person{
              .id = id, .login = login, .name = login, .password = password, .organisation = {}},
          now);
      storage::grant_role(tx, id, role, 0);
      return true;
    });
    return with_token({.person = id, .role = role});
  }

  /// A guest whose key the fund knows.
  Guest guest(const std::string& login, Role role, const SigningKey& key) {
    auto signer = guest(login, role);
    signer.key = &key;
    database_.change([&](storage::Transaction& tx) {
      storage::insert(tx, storage::PersonKey{.id = KeyId::random(entropy_),
                                             .person = signer.actor.person,
                                             .alg = "ed25519",
                                             .key = key.public_key(),
                                             .from_seq = 0,
                                             .to_seq = std::nullopt});
      return true;
    });
    return signer;
  }

  Guest with_token(const Actor& actor) {
    const auto fresh = make_token(entropy_);
    database_.change([&](storage::Transaction& tx) {
      storage::insert(tx, storage::Token{.id = fresh.id,
                                         .purpose = storage::TokenPurpose::token,
                                         .actor = actor,
                                         .secret_hash = fresh.secret_hash,
                                         .expires = now + std::chrono::hours{24}});
      return true;
    });
    return {.actor = actor, .token = fresh.text};
  }

  api::Answer get(const Guest& who, const std::string& path) {
    return api::Client{"127.0.0.1", port}.ask({.path = path, .bearer = who.token});
  }

  api::Answer post(const Guest& who, const std::string& path, const Json& body,
                   const std::string& key = "") {
    return api::Client{"127.0.0.1", port}.ask(
        {.method = "POST",
         .path = path,
         .bearer = who.token,
         .idempotency_key = key.empty() ? "key-" + std::to_string(++keys_used_) : key,
         .body = body.dump()});
  }

  /// Only if the thing is in the state `expected`.
  api::Answer post_if(const Guest& who, const std::string& path, const Json& body,
                      const std::string& expected) {
    return api::Client{"127.0.0.1", port}.ask(
        {.method = "POST",
         .path = path,
         .bearer = who.token,
         .idempotency_key = "key-" + std::to_string(++keys_used_),
         .body = body.dump(),
         .headers = {{"If-Match", expected}}});
  }

  api::Answer remove(const Guest& who, const std::string& path, const Json& body) {
    return api::Client{"127.0.0.1", port}.ask(
        {.method = "DELETE",
         .path = path,
         .bearer = who.token,
         .idempotency_key = "key-" + std::to_string(++keys_used_),
         .body = body.dump()});
  }

  /// What `who` is given to sign, signed.
  Json signed_statement(const Guest& who, const Json& asked) {
    const auto given = post(who, "/v1/statements-to-sign", asked).json();
    const auto statement = given.at("statement").get<std::string>();
    const auto challenge = act_challenge(statement);
    EXPECT_EQ(given.at("challenge"), to_base64url(as_bytes(challenge)));
    return {{"statement", statement},
            {"signature",
             {{"key", Json::parse(statement).at("key")},
              {"alg", "ed25519"},
              {"value", to_base64url(who.key->sign(as_bytes(challenge)))}}}};
  }

  /// Signs an act and sends it to its own endpoint.
  api::Answer act(const Guest& who, const std::string& name, const std::string& target,
                  const std::string& path, const Json& fields, const std::string& key = "") {
    auto asked = fields;
    asked["act"] = name;
    asked["target"] = target;
    auto body = fields;
    body.update(signed_statement(who, asked));
    return post(who, path, body, key);
  }

  Context& context() { return context_; }
  storage::Database& database() { return database_; }

  Instant now = parse_instant("2026-03-02T08:00:00Z");
  Guest first{.actor = {PersonId{""}, Role::administrator}, .token = {}};
  Guest second{first};
  int port = 0;
  std::string password;  ///< PHC string of the guests who come next.

 private:
  Guest founder(const std::string& login, const SigningKey& key) {
    const auto person = database_.read(
        [&](storage::Transaction& tx) { return storage::find_person_by_login(tx, login); });
    auto made = with_token({.person = person.value().id, .role = Role::administrator});
    made.key = &key;
    return made;
  }

  Entropy entropy_ = system_entropy();
  std::array<SigningKey, 2> keys_{SigningKey::generate(entropy_), SigningKey::generate(entropy_)};
  Scratch scratch_;
  std::string conninfo_ = fresh_database(storage::migrate);
  storage::Database database_{conninfo_, 8};
  storage::TokenDesk tokens_{database_};
  Writer writer_{conninfo_};
  Signer signer_{"test.example/log", SigningKey::generate(entropy_), scratch_.path() / "signer"};
  Rulebooks rulebooks_;
  Secrets secrets_ = secrets_of(std::string(32, 's'));
  Clock clock_ = [this] { return now; };
  Context context_{database_, tokens_, writer_, signer_, rulebooks_, secrets_, clock_, entropy_};
  api::Server server_{context_, {.threads = 8}};
  std::thread thread_;
  std::atomic<int> keys_used_ = 0;
};

}  // namespace relief::test
