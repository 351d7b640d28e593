#include "ledger/storage/libpq.h"

#include <soci/postgresql/soci-postgresql.h>

#include "ledger/base/error.h"

namespace relief::storage {

Connection connect(const std::string& conninfo) {
  Connection connection{PQconnectdb(conninfo.c_str())};
  require(PQstatus(connection.get()) == CONNECTION_OK, Errc::unavailable,
          "the database can't be reached");
  run(connection.get(), "set client_min_messages = warning");
  return connection;
}

std::string refusal(const PGresult* result) {
  const auto status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
  const auto* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state == nullptr) return "it doesn't answer";
  const auto* constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
  const std::string reason = "SQLSTATE " + std::string{state};
  return constraint == nullptr ? reason : reason + ", " + constraint;
}

PgResult run(PGconn* connection, const std::string& sql) {
  PgResult result{PQexec(connection, sql.c_str())};
  if (const auto why = refusal(result.get()); !why.empty()) {
    throw InvariantBroken{"the database refuses a statement of ours: " + why};
  }
  return result;
}

PGconn* connection_of(Transaction& tx) {
  return static_cast<soci::postgresql_session_backend*>(tx.sql().get_backend())->conn_;
}

}  // namespace relief::storage
