#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/import_history.h"
#include "ledger/storage/cluster.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/log.h"
#include "ledger/storage/migrate.h"
#include "tests/support/cluster.h"
#include "tests/support/journal.h"
#include "tests/support/office/office.h"
#include "tests/support/office/own_server.h"
#include "tests/support/office/wire.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

/// Books of an earlier time on their way in, while somebody dies.
class ImportKillTest : public ::testing::Test {
 protected:
  static constexpr std::uint64_t lines = 6'000;

  ImportKillTest() {
    for (std::uint64_t i = 0; i < lines; ++i) {
      journal.entry("2020-01-01", "gift " + std::to_string(i), 100);
    }
  }

  void begin(const std::string& conninfo) {
    office.emplace(conninfo);
    office->bank("AZ48CTRE00000000000000014001");
    office->fund("general");
    before = size();
  }

  HistoryImport import(Context& context) {
    auto file = journal.file();
    std::vector<SigningKey> keys;
    for (const auto& who : {office->first_administrator, office->second_administrator}) {
      keys.push_back(SigningKey::of_pem(who.secret->pem()));
    }
    return import_history(context, file, keys, {});
  }
  HistoryImport import() { return import(office->context()); }

  /// Another program that imports, until it is killed.
  pid_t start_import(const std::string& conninfo) {
    const auto child = ::fork();
    if (child != 0) return child;
    OwnServer server{*office, conninfo};
    import(server.context());
    for (;;) ::pause();
  }
  static void kill(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }

  std::uint64_t size() {
    return office->context().database.read(
        [](storage::Transaction& tx) { return storage::read_head(tx).size(); });
  }
  /// Waits until the database has noticed that a program is gone.
  std::uint64_t size_in_the_end() {
    return office->context().database.change(
        [](storage::Transaction& tx) { return storage::lock_head(tx).size(); });
  }
  std::uint64_t signed_size() {
    return office->context().database.read(storage::last_checkpoint)->size;
  }

  void expect_nothing_was_entered() {
    EXPECT_EQ(size_in_the_end(), before);
    expect_valid();
    EXPECT_EQ(import().seq, before);
    EXPECT_EQ(size(), before + lines + 1);
    expect_valid();
  }
  void expect_all_was_entered() {
    EXPECT_EQ(size_in_the_end(), before + lines + 1);
    expect_valid();
    EXPECT_EQ(refusal([&] { import(); }), Errc::conflict);
    // What the dead left unsigned, the next who starts signs.
    OwnServer{*office, office->conninfo()}.context().signer.sign(office->context().database,
                                                                 office->now);
    EXPECT_EQ(signed_size(), size());
    expect_valid();
    office->shelter("Harbour");
    EXPECT_EQ(signed_size(), before + lines + 2);
  }
  void expect_valid() {
    const auto verdict =
        audit::verify_database(office->context().database, audit::parse_policy(office->policy()));
    EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  }

  Journal journal{"bank"};
  std::optional<Wire> wire;
  std::optional<Office> office;
  std::uint64_t before = 0;
};

TEST_F(ImportKillTest, AnImportThatIsKilledAnywhereIsThereWholeOrNotAtAll) {
  begin(fresh_database(storage::migrate));
  int round = 0;
  for (bool entered = false; !entered && round < 12; ++round) {
    const auto child = start_import(office->conninfo());
    // Another moment each time, so that every step is hit some time.
    std::this_thread::sleep_for(std::chrono::milliseconds{100 + 150 * round});
    kill(child);
    entered = size_in_the_end() > before;
  }
  if (size() > before) return expect_all_was_entered();
  expect_nothing_was_entered();
}

TEST_F(ImportKillTest, AnImportThatIsKilledBeforeItsCommitIsNotThere) {
  begin(fresh_database(storage::migrate));
  wire.emplace(office->conninfo());
  wire->decide(Wire::Fate::held_before);
  const auto child = start_import(wire->conninfo());
  EXPECT_TRUE(wire->wait());
  kill(child);
  expect_nothing_was_entered();
}

TEST_F(ImportKillTest, AnImportThatIsKilledAfterItsCommitIsThereAndSignedByTheNext) {
  begin(fresh_database(storage::migrate));
  wire.emplace(office->conninfo());
  wire->decide(Wire::Fate::held_after);
  const auto child = start_import(wire->conninfo());
  EXPECT_TRUE(wire->wait());
  kill(child);
  EXPECT_EQ(signed_size(), before);
  expect_all_was_entered();
}

TEST_F(ImportKillTest, AnImportWhoseConnectionIsCutAtItsCommitSaysThatNothingWasEntered) {
  wire.emplace(fresh_database(storage::migrate));
  begin(wire->conninfo());
  wire->decide(Wire::Fate::cut_before);
  EXPECT_EQ(refusal([&] { import(); }), Errc::unavailable);
  expect_nothing_was_entered();
}

TEST_F(ImportKillTest, AnImportWhoseAnswerIsLostFindsOutThatAllWasEntered) {
  wire.emplace(fresh_database(storage::migrate));
  begin(wire->conninfo());
  wire->decide(Wire::Fate::cut_after);
  EXPECT_EQ(import().seq, before);
  EXPECT_EQ(signed_size(), size());
  expect_all_was_entered();
}

TEST_F(ImportKillTest, AnImportWhoseDatabaseIsKilledAtItsCommitWaitsForItAndSaysWhatBecameOfIt) {
  const Scratch scratch;  // A crash is nothing for the cluster of all tests.
  const auto cluster = storage::Cluster::start(scratch.path() / "cluster");
  cluster.make_database("relief");
  const auto direct = cluster.conninfo("relief");
  wire.emplace(direct);
  begin(direct);
  OwnServer server{*office, wire->conninfo()};
  wire->decide(Wire::Fate::held_before);
  std::thread killer{[&] {
    EXPECT_TRUE(wire->wait());
    const auto connection = storage::connect(direct);
    const auto found = storage::run(
        connection.get(), "select pid from pg_stat_activity where state = 'idle in transaction'");
    ASSERT_EQ(PQntuples(found.get()), 1);
    ::kill(std::stoi(PQgetvalue(found.get(), 0, 0)), SIGKILL);
  }};
  EXPECT_EQ(refusal([&] { import(server.context()); }), Errc::unavailable);
  killer.join();
  expect_nothing_was_entered();
}

}  // namespace
}  // namespace relief::test
