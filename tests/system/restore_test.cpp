#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "api/cli/house.h"
#include "api/cli/log_signing.h"
#include "api/http/client.h"
#include "api/http/server.h"
#include "ledger/aid/default_rulebook.h"
#include "ledger/audit/verify_database.h"
#include "ledger/cases/add_organisation.h"
#include "ledger/cases/found_log.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/migrate.h"
#include "ledger/storage/people.h"
#include "tests/support/cluster.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief {
namespace {

/// A copy of a database that nobody is connected to, as a restored backup would be. Dropped with
/// this.
class Backup {
 public:
  explicit Backup(const std::string& conninfo)
      : maintenance_{storage::connect(conninfo + " dbname=postgres")} {
    const auto row = storage::run(storage::connect(conninfo).get(), "select current_database()");
    const std::string original = PQgetvalue(row.get(), 0, 0);
    name_ = original + "_backup";
    conninfo_ = conninfo + " dbname=" + name_;
    storage::run(maintenance_.get(), "create database " + name_ + " template " + original);
  }
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;
  ~Backup() { storage::run(maintenance_.get(), "drop database " + name_ + " with (force)"); }

  [[nodiscard]] const std::string& conninfo() const { return conninfo_; }

 private:
  storage::Connection maintenance_;
  std::string name_, conninfo_;
};

/// A server of these books that listens as long as this lives.
class Running {
 public:
  explicit Running(Context& context) : server_{context, {.threads = 2}} {
    port_ = server_.bind("127.0.0.1", 0);
    thread_ = std::thread{[this] { server_.run(); }};
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    server_.stop();
    thread_.join();
  }

  api::Answer get(const std::string& path) {
    return api::Client{"127.0.0.1", port_}.ask({.path = path});
  }

 private:
  api::Server server_;
  int port_ = 0;
  std::thread thread_;
};

class RestoreTest : public ::testing::Test {
 protected:
  RestoreTest() {
    auto founding = options;
    founding.origin = "books.example/log";
    cli::House house{founding, clock};
    const auto key = [&] { return SigningKey::generate(house.context().entropy).public_key(); };
    found_log(house.context(), {.administrators = {Founder{"first", "First", "", key()},
                                                   Founder{"second", "Second", "", key()}},
                                .rulebook = std::string{azerbaijan_rulebook()},
                                .code = "test"});
    std::ofstream{policy} << house.policy();
    add(house, 300);
  }

  static void add(cli::House& house, int count) {
    const auto administrator = house.context().database.read(
        [](storage::Transaction& tx) { return storage::find_person_by_login(tx, "first")->id; });
    commit(house.context(), {.actor = {.person = administrator, .role = Role::administrator},
                             .decide = [count](Work& work) {
                               Facts facts;
                               for (int i = 0; i < count; ++i) {
                                 facts = add_organisation(
                                     work,
                                     {.type = storage::OrganisationType::ngo,
                                      .name = "Organisation " + std::to_string(work.next_seq())});
                               }
                               return facts;
                             }});
  }

  static std::uint64_t signed_size(cli::House& house) {
    return house.context().database.read(storage::last_checkpoint)->size;
  }

  cli::HouseOptions on(const std::string& database) const {
    return {.data = scratch.path(), .database = database, .connections = 2};
  }

  /// A server on these books starts, tells why it can't be used, and writes and signs nothing.
  void expect_halted(const std::string& database, const std::string& why) {
    cli::House house{on(database), clock};
    const auto size = signed_size(house);
    Running server{house.context()};
    const auto ready = server.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_EQ(ready.json().at("detail"), "the log isn't signed: " + why);
    EXPECT_NE(server.get("/metrics").body.find("relief_signer_refuses 1\n"), std::string::npos);
    EXPECT_EQ(server.get("/healthz").status, 200);
    EXPECT_EQ(test::refusal([&] { add(house, 1); }), Errc::unavailable);
    EXPECT_EQ(signed_size(house), size);
  }

  test::Scratch scratch;
  Instant now = parse_instant("2026-03-02T08:00:00Z");
  Clock clock = [this] { return now; };
  std::filesystem::path policy = scratch.path() / "policy";
  std::string original = test::fresh_database(storage::migrate);
  cli::HouseOptions options = on(original);
};

TEST_F(RestoreTest, NothingIsSignedOnARestoredDatabaseUntilItWasVerified) {
  const Backup backup{original};
  add(*std::make_unique<cli::House>(options, clock), 5);  // What the backup doesn't have.

  constexpr auto why = "the log has fewer records than were signed";
  expect_halted(backup.conninfo(), why);
  expect_halted(backup.conninfo(), why);  // Another start changes nothing.
  constexpr int diverges = 4;
  EXPECT_EQ(cli::resume_log(on(backup.conninfo()), policy, {}), diverges);
  expect_halted(backup.conninfo(), why);

  // The right database is back. Nobody has looked at it yet.
  expect_halted(original, why);
  EXPECT_EQ(cli::resume_log(options, policy, {}), 0);
  cli::House house{options, clock};
  Running server{house.context()};
  EXPECT_EQ(server.get("/readyz").status, 200);
  add(house, 1);
  EXPECT_EQ(signed_size(house), 308U);  // With the record that tells of the check.
  const auto told = house.context().database.read(
      [](storage::Transaction& tx) { return storage::record_bytes(tx, 306); });
  EXPECT_NE(told.find(R"("kind":"check.passed")"), std::string::npos) << told;
}

TEST_F(RestoreTest, WithoutTheSignersMemoryAKeptCheckpointIsNeeded) {
  const auto kept = scratch.path() / "kept";
  {
    cli::House house{options, clock};
    std::ofstream{kept} << house.context().database.read(storage::last_checkpoint)->note;
  }
  std::filesystem::remove(scratch.path() / "signer");
  expect_halted(original, "the signer doesn't remember what the database says was signed");
  EXPECT_EQ(test::refusal([&] { cli::resume_log(options, policy, {}); }), Errc::malformed);
  EXPECT_EQ(cli::resume_log(options, policy, kept), 0);
  cli::House house{options, clock};
  add(house, 1);
  EXPECT_EQ(signed_size(house), 303U);
}

TEST_F(RestoreTest, TheLogKeepsTheNameThatItBeganWith) {
  auto renamed = options;
  renamed.origin = "other.example/log";
  EXPECT_EQ(test::refusal([&] { cli::House{renamed, clock}; }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { cli::print_log_keys(renamed); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { cli::rotate_log_key(renamed); }), Errc::conflict);
  cli::House house{options, clock};
  EXPECT_EQ(house.context().signer.origin(), "books.example/log");
  add(house, 1);
  EXPECT_TRUE(audit::verify_database(house.context().database,
                                     audit::parse_policy(*test::read_file(policy)))
                  .holds());
}

TEST_F(RestoreTest, NothingIsSignedWithAnotherKeyThanTheLogs) {
  const auto key = scratch.path() / "keys" / "log.pem";
  std::filesystem::rename(key, scratch.path() / "kept.pem");
  create_secret_file(key, SigningKey::generate(system_entropy()).pem());
  EXPECT_THROW((cli::House{options, clock}), InvariantBroken);
  std::filesystem::rename(scratch.path() / "kept.pem", key);
  cli::House house{options, clock};
  add(house, 1);
  EXPECT_EQ(signed_size(house), 302U);
}

TEST_F(RestoreTest, TheLogsKeyChangesWhileBothSign) {
  const auto old_policy = audit::parse_policy(*test::read_file(policy));
  cli::rotate_log_key(options);
  EXPECT_EQ(test::refusal([&] { cli::rotate_log_key(options); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { cli::retire_log_key(options); }), Errc::conflict)
      << "no head has both signatures yet";
  {
    cli::House house{options, clock};
    add(house, 1);
    EXPECT_TRUE(audit::verify_database(house.context().database, old_policy).holds());
    std::ofstream{policy} << house.policy();
  }
  EXPECT_EQ(audit::parse_policy(*test::read_file(policy)).logs.size(), 2U);
  cli::retire_log_key(options);
  EXPECT_EQ(test::refusal([&] { cli::retire_log_key(options); }), Errc::conflict);
  cli::House house{options, clock};
  add(house, 1);
  EXPECT_TRUE(audit::verify_database(house.context().database,
                                     audit::parse_policy(*test::read_file(policy)))
                  .holds());
  EXPECT_FALSE(audit::verify_database(house.context().database, old_policy).holds());
}

}  // namespace
}  // namespace relief
