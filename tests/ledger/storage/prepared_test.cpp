#include "ledger/storage/prepared.h"

#include <array>
#include <string>

#include <gtest/gtest.h>
#include <soci/postgresql/soci-postgresql.h>

#include "ledger/base/clock.h"
#include "ledger/storage/copy_rows.h"
#include "ledger/storage/database.h"
#include "ledger/storage/migrate.h"
#include "tests/support/cluster.h"

namespace relief::storage {
namespace {

class PreparedTest : public testing::Test {
 protected:
  PreparedTest() {
    const auto database = test::fresh_database();
    migrate(database);
    open_session(session_, database);
    session_ << "reset role";
  }

  soci::session session_;
};

TEST_F(PreparedTest, RunsStatementsInTheirOrder) {
  Transaction tx{session_};
  session_ << "create temporary table step (n int)";
  const std::array statements{BoundStatement{"insert into step values (cast($1 as int))", {"1"}},
                              BoundStatement{"update step set n = n * 10", {}},
                              BoundStatement{"insert into step values (cast($1 as int))", {"2"}}};
  run_prepared(tx, statements);
  const auto rows = ask_prepared(tx, {"select string_agg(n::text, ' ' order by n) from step", {}});
  EXPECT_EQ(value_at(rows.get(), 0, 0), "2 10");
}

TEST_F(PreparedTest, SaysWhichFaultTheFirstRefusedStatementHad) {
  Transaction tx{session_};
  session_ << "create temporary table step (n int primary key)";
  const std::array statements{BoundStatement{"insert into step values (1)", {}},
                              BoundStatement{"insert into step select 1", {}},
                              BoundStatement{"select 1 / 0", {}}};
  try {
    run_prepared(tx, statements);
    ADD_FAILURE() << "a key was inserted twice";
  } catch (const soci::postgresql_soci_error& error) {
    EXPECT_EQ(error.sqlstate(), "23505");
  }
}

TEST_F(PreparedTest, IsReadyForMoreAfterARefusal) {
  const std::array refused{BoundStatement{"select 1 / 0", {}}};
  {
    Transaction tx{session_};
    EXPECT_THROW(run_prepared(tx, refused), soci::postgresql_soci_error);
  }
  Transaction tx{session_};
  const auto rows = ask_prepared(tx, {"select 'ready'", {}});
  EXPECT_EQ(value_at(rows.get(), 0, 0), "ready");
}

TEST_F(PreparedTest, SaysThatTheConnectionIsLost) {
  Transaction tx{session_};
  const std::array last{BoundStatement{"select pg_terminate_backend(pg_backend_pid())", {}},
                        BoundStatement{"select 'too late'", {}}};
  try {
    run_prepared(tx, last);
    ADD_FAILURE() << "the server had ended";
  } catch (const soci::soci_error& error) {
    EXPECT_TRUE(is_unavailable(error));
  }
}

TEST_F(PreparedTest, BringsBytesAsTheyAre) {
  Transaction tx{session_};
  const auto rows = ask_prepared(tx, {"select cast('\\x00ff0a' as bytea)", {}}, ResultForm::binary);
  EXPECT_EQ(value_at(rows.get(), 0, 0), (std::string_view{"\0\377\n", 3}));
}

TEST_F(PreparedTest, CopiesEachTypeOfOurColumnsExactly) {
  Transaction tx{session_};
  session_ << "create temporary table thing (a text, b int, c bigint, d date, e timestamptz, "
              "f numeric, g numeric, h numeric, i bytea)";
  auto* connection = connection_of(tx);
  CopyRows rows;
  rows.add("Ə\t\\").add(std::int32_t{-7}).add(std::uint64_t{9'000'000'000});
  rows.add(parse_date("1999-12-31")).add(parse_instant("2026-11-24T08:30:01Z"));
  rows.add(Money::Units{0}).add(Money::Units{-100'000'001});
  rows.add(Money::Units{"12345678901234567890123456789012345678"}).add(std::string_view{"\0\1", 2});
  rows.end_row();
  const PgResult begun{PQexec(connection, "copy thing from stdin (format binary)")};
  for (const auto piece : {CopyRows::header(), std::string_view{rows.bytes()}, CopyRows::trailer()})
    PQputCopyData(connection, piece.data(), static_cast<int>(piece.size()));
  PQputCopyEnd(connection, nullptr);
  while (const PgResult done{PQgetResult(connection)}) {
    EXPECT_EQ(PQresultStatus(done.get()), PGRES_COMMAND_OK) << PQresultErrorMessage(done.get());
  }
  const auto found = ask_prepared(
      tx,
      {"select concat_ws('|', a, b, c, d, instant_text(e), f, g, h, encode(i, 'hex')) from thing",
       {}});
  EXPECT_EQ(value_at(found.get(), 0, 0),
            "Ə\t\\|-7|9000000000|1999-12-31|2026-11-24T08:30:01Z|0|-100000001|"
            "12345678901234567890123456789012345678|0001");
}

}  // namespace
}  // namespace relief::storage
