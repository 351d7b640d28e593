#include "api/cli/house.h"

#include <chrono>
#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/found_log.h"
#include "ledger/cases/person_seal.h"
#include "ledger/people/entropy.h"
#include "ledger/people/key.h"
#include "ledger/proof/key_file.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/log.h"
#include "ledger/storage/migrate.h"

namespace relief::cli {
namespace {

std::unique_ptr<storage::Database> migrated(const std::string& conninfo, std::size_t connections) {
  storage::migrate(conninfo);
  return std::make_unique<storage::Database>(conninfo, connections);
}

/// A new key would be taken for the log's own, or hide that a decision was paid before: so keys are
/// made only while there is no log.
void require_kept(storage::Database& database, const std::filesystem::path& file) {
  require(std::filesystem::exists(file) || !is_founded(database), Errc::unavailable,
          "the log has begun, and its key isn't there: put keys/" + file.filename().string() +
              " back from where it was saved");
}

/// The root secret in its file; made before the log begins.
Secrets load_or_create_secrets(storage::Database& database, const std::filesystem::path& file,
                               const Entropy& entropy) {
  require_kept(database, file);
  if (!std::filesystem::exists(file)) create_secret_file(file, random_bytes(entropy, 32));
  auto root = read_secret_file(file);
  require(root.size() == 32, Errc::unavailable, "the root secret's file doesn't hold 32 bytes");
  auto secrets = secrets_of(root);
  cleanse(root);
  const bool is_ours =
      database.read([&](storage::Transaction& tx) { return opens_vault(tx, secrets); });
  require(is_ours, Errc::unavailable,
          "keys/root.key isn't the one that this database was sealed with");
  return secrets;
}

std::optional<SigningKey> key_if_any(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  return SigningKey::of_pem(read_secret_file(file));
}

/// The name under which the log is signed: that of its genesis, once there is one.
std::string origin_of(storage::Database& database, const std::string& wished) {
  const auto given = database.read(log_name);
  if (!given) return wished.empty() ? std::string{new_log_origin} : wished;
  require(wished.empty() || wished == given->origin, Errc::conflict,
          "this log began as " + given->origin + " and keeps that name: leave --origin out");
  return given->origin;
}

void make_private(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

}  // namespace

Clock wall_clock() {
  return [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
}

House::House(const HouseOptions& options, Clock clock)
    : access_{options.data, options.database},
      clock_{std::move(clock)},
      entropy_{system_entropy()},
      database_{migrated(access_.conninfo(), options.connections)},
      secrets_{[&] {
        make_private(options.data / "keys");
        return load_or_create_secrets(*database_, options.data / "keys" / "root.key", entropy_);
      }()} {
  tokens_ = std::make_unique<storage::TokenDesk>(*database_);
  const auto keys = options.data / "keys";
  require_kept(*database_, keys / "log.pem");
  signer_ = std::make_unique<Signer>(origin_of(*database_, options.origin),
                                     load_or_create_signing_key(keys / "log.pem", entropy_),
                                     options.data / "signer", key_if_any(keys / "log-next.pem"));
  writer_ = std::make_unique<Writer>(access_.conninfo());
  context_ = std::make_unique<Context>(Context{.database = *database_,
                                               .tokens = *tokens_,
                                               .writer = *writer_,
                                               .signer = *signer_,
                                               .rulebooks = rulebooks_,
                                               .secrets = secrets_,
                                               .clock = clock_,
                                               .entropy = entropy_});
  sign_what_is_left();
}

// What was committed before a crash and not yet signed. A house whose signer refuses stands all the
// same: it takes no command, and tells why.
void House::sign_what_is_left() {
  try {
    signer_->sign(*database_, clock_());
  } catch (const InvariantBroken& broken) {
    if (signer_->refusal().empty()) throw;
    spdlog::critical("the log isn't signed: {}; see relief log resume", broken.what());
  }
}

House::~House() = default;

std::string House::policy() {
  const auto genesis = database_->read(
      [](storage::Transaction& tx) { return sha256(storage::record_bytes(tx, 0)); });
  std::string text;
  for (const auto& verifier : signer_->verifiers()) text += "log " + verifier.vkey() + "\n";
  return text + "genesis " + to_hex(as_bytes(genesis)) + "\nquorum none\n";
}

}  // namespace relief::cli
