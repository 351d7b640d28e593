#include "ledger/storage/libpq.h"

#include "ledger/base/error.h"

namespace relief::storage {

Connection connect(const std::string& conninfo) {
  Connection connection{PQconnectdb(conninfo.c_str())};
  require(PQstatus(connection.get()) == CONNECTION_OK, Errc::unavailable,
          "the database can't be reached");
  run(connection.get(), "set client_min_messages = warning");
  return connection;
}

Result run(PGconn* connection, const std::string& sql) {
  Result result{PQexec(connection, sql.c_str())};
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw InvariantBroken{std::string{"the database refuses a statement of ours: "} +
                          PQerrorMessage(connection)};
  }
  return result;
}

}  // namespace relief::storage
