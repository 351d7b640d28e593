#include "ledger/storage/cluster.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "ledger/storage/libpq.h"
#include "tests/support/cluster.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief::storage {
namespace {

namespace fs = std::filesystem;

Cluster started(const fs::path& folder) { return Cluster::start(folder, Durability::none); }

std::string answer(const std::string& conninfo, const std::string& sql) {
  const auto connection = connect(conninfo);
  const auto rows = run(connection.get(), sql);
  return PQgetvalue(rows.get(), 0, 0);
}

pid_t server_in(const fs::path& folder) {
  pid_t number = 0;
  std::ifstream{folder / "data/postmaster.pid"} >> number;
  return number;
}

TEST(ClusterTest, KeepsWhatWasWrittenFromOneStartToTheNext) {
  const test::Scratch scratch;
  {
    const auto cluster = started(scratch.path() / "cluster");
    cluster.make_database("books");
    cluster.make_database("books");
    answer(cluster.conninfo("books"),
           "create table gift (n int); insert into gift values (7) returning n");
  }
  const auto cluster = started(scratch.path() / "cluster");
  EXPECT_EQ(answer(cluster.conninfo("books"), "select n from gift"), "7");
}

TEST(ClusterTest, KeepsPromisesInItsSettings) {
  const test::Scratch scratch;
  const auto cluster = Cluster::start(scratch.path() / "cluster");
  for (const auto* setting :
       {"fsync", "full_page_writes", "synchronous_commit", "data_checksums"}) {
    EXPECT_EQ(answer(cluster.conninfo("postgres"), std::string{"show "} + setting), "on")
        << setting;
  }
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "show listen_addresses"), "");
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "show server_encoding"), "UTF8");
  EXPECT_EQ(fs::status(scratch.path() / "cluster").permissions(), fs::perms::owner_all);
}

TEST(ClusterTest, ItsLogRepeatsNoStatementThatFailed) {
  const test::Scratch scratch;
  const auto cluster = started(scratch.path() / "cluster");
  const auto connection = connect(cluster.conninfo("postgres"));
  EXPECT_ANY_THROW(run(connection.get(), "select 1 / 0 as \"Leyla\""));
  std::string log;
  std::getline(std::ifstream{scratch.path() / "cluster/server.log"}, log, '\0');
  EXPECT_NE(log.find("division by zero"), std::string::npos);
  EXPECT_EQ(log.find("Leyla"), std::string::npos) << log;
}

TEST(ClusterTest, TheLastUserStopsIt) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  std::optional first{started(folder)};
  std::optional second{started(folder)};
  const auto where = second->conninfo("postgres");
  first.reset();
  EXPECT_EQ(answer(where, "select 1"), "1");
  second.reset();
  EXPECT_EQ(test::refusal([&] { connect(where); }), Errc::unavailable);
}

TEST(ClusterTest, RunsOnWhenItIsToldTo) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  {
    auto cluster = started(folder);
    cluster.keep_running();
  }
  const auto server = server_in(folder);
  const auto cluster = started(folder);
  EXPECT_EQ(server_in(folder), server);
}

TEST(ClusterTest, StartsAgainAfterItWasKilled) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  auto killed = Cluster::start(folder);
  killed.make_database("books");
  answer(killed.conninfo("books"),
         "create table gift (n int); insert into gift values (7) returning n");
  ASSERT_EQ(kill(server_in(folder), SIGKILL), 0);

  const auto cluster = Cluster::start(folder);
  EXPECT_EQ(answer(cluster.conninfo("books"), "select n from gift"), "7");
}

TEST(ClusterTest, WhoeverUsesItStartsItAgainOnceItDied) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  const auto cluster = started(folder);
  EXPECT_FALSE(cluster.start_again());
  ASSERT_EQ(kill(server_in(folder), SIGKILL), 0);
  while (PQping(cluster.conninfo("postgres").c_str()) == PQPING_OK) {
  }
  EXPECT_TRUE(cluster.start_again());
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "select 1"), "1");
}

TEST(ClusterTest, StartsWhereTheNumberOfADeadServerIsAnotherProcessByNow) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  { const auto made = started(folder); }
  std::ofstream{folder / "data/postmaster.pid"} << getpid() << '\n';

  const auto cluster = started(folder);
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "select 1"), "1");
}

TEST(ClusterTest, MakesItAnewWhereTheMakingWasKilled) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  fs::create_directories(folder / "unfinished/base");
  std::ofstream{folder / "server.log"};

  const auto cluster = started(folder);
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "select 1"), "1");
  EXPECT_FALSE(fs::exists(folder / "unfinished"));
}

TEST(ClusterTest, StandsInAFolderThatIsHardToReach) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "Relief's ledger, 1" / std::string(100, 'x') / "cluster";
  const auto cluster = started(folder);
  EXPECT_EQ(answer(cluster.conninfo("postgres"), "select 1"), "1");
}

TEST(ClusterTest, LeavesAFolderWithOtherThingsAlone) {
  const test::Scratch scratch;
  std::ofstream{scratch.path() / "letter.txt"} << "Dear";
  const auto before = fs::status(scratch.path()).permissions();
  EXPECT_EQ(test::refusal([&] { started(scratch.path()); }), Errc::unavailable);
  EXPECT_EQ(fs::status(scratch.path()).permissions(), before);
  EXPECT_EQ(test::refusal([&] { started(scratch.path() / "letter.txt"); }), Errc::unavailable);
  EXPECT_EQ(test::refusal([&] { started(scratch.path() / "letter.txt/cluster"); }),
            Errc::unavailable);
}

TEST(ClusterTest, SaysSoWhenPostgresqlDoesNotStart) {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "cluster";
  { const auto made = started(folder); }
  fs::remove(folder / "data/global/pg_control");
  EXPECT_EQ(test::refusal([&] { started(folder); }), Errc::unavailable);

  std::ofstream{folder / "data/PG_VERSION"} << "9.6\n";
  EXPECT_EQ(test::refusal([&] { started(folder); }), Errc::unavailable);
}

TEST(FreshDatabaseTest, IsEmptyAndOnesOwn) {
  const auto one = test::fresh_database();
  const auto other = test::fresh_database();
  const auto* const tables = "select count(*) from pg_tables where schemaname = 'public'";
  EXPECT_EQ(answer(one, tables), "0");
  answer(one, "create table fund (n int); insert into fund values (1) returning n");
  EXPECT_EQ(answer(other, tables), "0");
}

}  // namespace
}  // namespace relief::storage
