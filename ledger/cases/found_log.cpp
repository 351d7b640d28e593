#include "ledger/cases/found_log.h"

#include "ledger/base/text.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/log.h"
#include "ledger/storage/people.h"
#include "ledger/storage/rulebooks.h"

namespace relief {
namespace {

void check(const Founding& founding) {
  const auto& [first, second] = founding.administrators;
  require(first.login != second.login && !(first.key == second.key), Errc::malformed,
          "two different people with two different keys begin a log");
  for (const auto& founder : founding.administrators) {
    require(!is_low_order(founder.key), Errc::malformed,
            "this public key isn't safe: others could sign under it");
  }
}

nlohmann::json genesis_fields(const Context& context, const Founding& founding,
                              const std::array<storage::PersonKey, 2>& keys) {
  const auto digest = sha256(founding.rulebook);
  auto administrators = nlohmann::json::array();
  for (const auto& key : keys) {
    administrators.push_back({{"user", key.person.text()},
                              {"key", key.id.text()},
                              {"public", to_base64url(as_bytes(key.key))}});
  }
  return {{"origin", context.signer.origin()},
          {"log_key", context.signer.vkey()},
          {"digest", to_base64url(as_bytes(digest))},
          {"administrators", administrators},
          {"code", founding.code}};
}

storage::PersonKey first_key(const Founder& founder, const Entropy& entropy) {
  return {.id = KeyId::random(entropy),
          .person = PersonId::random(entropy),
          .alg = "ed25519",
          .key = founder.key,
          .from_seq = 0,
          .to_seq = std::nullopt};
}

}  // namespace

std::string found_log(Context& context, const Founding& founding) {
  check(founding);
  const RulesInForce rules{.version = 1, .rules = parse_rulebook(founding.rulebook)};
  const auto genesis = context.database.change([&](storage::Transaction& tx) {
    const auto before = storage::lock_head(tx);
    require(before.size() == 0, Errc::conflict, "this log has begun already");
    const std::array keys{first_key(founding.administrators[0], context.entropy),
                          first_key(founding.administrators[1], context.entropy)};
    Book book{Book::Extent::part};
    Homes homes;
    Work work{{.tx = tx,
               .book = book,
               .homes = homes,
               .rules = rules,
               .secrets = context.secrets,
               .entropy = context.entropy,
               .now = context.clock(),
               .next_seq = 0},
              {.person = keys[0].person, .role = Role::administrator},
              Work::Mode::act,
              {},
              {}};
    const auto seq = work.append_by_clock(
        {.kind = "genesis", .fields = genesis_fields(context, founding, keys)});
    storage::insert_rulebook(tx, rules.version, founding.rulebook, seq);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto& founder = founding.administrators.at(i);
      storage::insert(tx,
                      storage::Person{.id = keys.at(i).person,
                                      .login = founder.login,
                                      .name = founder.name,
                                      .password = founder.password,
                                      .organisation = std::nullopt},
                      work.now());
      storage::insert(tx, keys.at(i));
      storage::grant_role(tx, keys.at(i).person, Role::administrator, seq);
    }
    auto after = before;
    after.append(work.rows().front().leaf);
    storage::append(tx, before, after, work.rows());
    return work.rows().front().bytes;
  });
  context.signer.sign(context.database, context.clock());
  const auto hash = sha256(genesis);
  return to_hex(as_bytes(hash));
}

std::optional<LogName> log_name(storage::Transaction& tx) {
  const auto first = storage::records_from(tx, 0, 1);
  if (first.empty()) return std::nullopt;
  const auto genesis = nlohmann::json::parse(first.front(), nullptr, false);
  if (!genesis.is_object() || !genesis.contains("origin")) return std::nullopt;
  return LogName{.origin = genesis.value("origin", std::string{}),
                 .vkey = genesis.value("log_key", std::string{})};
}

bool is_founded(storage::Database& database) {
  return database.read([](storage::Transaction& tx) { return storage::read_head(tx).size() > 0; });
}

}  // namespace relief
