#include "ledger/storage/migrate.h"

#include <string>

#include <gtest/gtest.h>

#include "ledger/base/error.h"
#include "ledger/storage/database.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/migrations.h"
#include "tests/support/cluster.h"
#include "tests/support/refusal.h"

namespace relief::storage {
namespace {

void change(const std::string& conninfo, const std::string& sql) {
  run(connect(conninfo).get(), sql);
}

TEST(MigrateTest, RunsEachMigrationOnce) {
  const auto database = test::fresh_database();
  migrate(database);
  migrate(database);
  const auto connection = connect(database);
  const auto rows = run(connection.get(), "select name from migration");
  EXPECT_EQ(static_cast<std::size_t>(PQntuples(rows.get())), migrations().size());
}

TEST(MigrateTest, RefusesADatabaseWithAnotherPast) {
  const auto database = test::fresh_database();
  migrate(database);
  change(database, "update migration set checksum = 'x' where name like '0002%'");
  EXPECT_EQ(test::refusal([&] { migrate(database); }), Errc::unavailable);
}

TEST(MigrateTest, RefusesADatabaseOfSomethingElse) {
  const auto database = test::fresh_database();
  change(database, "create table record (id int)");
  EXPECT_EQ(test::refusal([&] { migrate(database); }), Errc::unavailable);
}

TEST(MigrateTest, ADatabaseWithoutBooksSaysSo) {
  const auto database = test::fresh_database();
  try {
    Database{database, 1};
    FAIL() << "a database without tables was opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::unavailable);
    EXPECT_NE(std::string_view{error.what()}.find("relief init"), std::string_view::npos);
  }
}

TEST(MigrateTest, WhatTheDatabaseRefusesIsToldWithoutItsValues) {
  const auto connection = connect(test::fresh_database());
  run(connection.get(), "create table t (word text constraint short check (length(word) < 4))");
  const auto told = [&](const std::string& sql) {
    try {
      run(connection.get(), sql);
    } catch (const InvariantBroken& broken) {
      return std::string{broken.what()};
    }
    return std::string{"nothing"};
  };
  const auto checked = told("insert into t values ('secret')");
  EXPECT_EQ(checked, "the database refuses a statement of ours: SQLSTATE 23514, short");
  EXPECT_EQ(told("select 'secret'::int"),
            "the database refuses a statement of ours: SQLSTATE 22P02");
}

TEST(MigrateTest, RefusesADatabaseThatIsNewer) {
  const auto database = test::fresh_database();
  migrate(database);
  change(database, "insert into migration (name, checksum) values ('9999_later', 'x')");
  EXPECT_EQ(test::refusal([&] { migrate(database); }), Errc::unavailable);
}

TEST(MigrateTest, SaysWhatTheDatabaseRefuses) {
  const auto database = test::fresh_database();
  try {
    migrate(database + " options='-c default_transaction_read_only=on'");
    FAIL() << "a database that may only be read was migrated";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::unavailable);
    EXPECT_NE(std::string_view{error.what()}.find("SQLSTATE 25006"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace relief::storage
