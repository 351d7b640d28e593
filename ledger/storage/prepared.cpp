#include "ledger/storage/prepared.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include <libpq-events.h>
#include <soci/postgresql/soci-postgresql.h>

#include "ledger/base/error.h"

namespace relief::storage {
namespace {

/// The names of what a connection has prepared, by their statements.
using Prepared = std::unordered_map<const char*, std::string>;

/// libpq keeps the names with their connection, and calls this when that ends or begins anew.
int follow(PGEventId event, void* info, void* /*passed*/) {
  if (event == PGEVT_CONNDESTROY) {
    const auto* connection = static_cast<PGEventConnDestroy*>(info)->conn;
    const std::unique_ptr<Prepared> last{
        static_cast<Prepared*>(PQinstanceData(connection, follow))};
  } else if (event == PGEVT_CONNRESET) {
    const auto* connection = static_cast<PGEventConnReset*>(info)->conn;
    static_cast<Prepared*>(PQinstanceData(connection, follow))->clear();
  }
  return 1;
}

Prepared& prepared_on(PGconn* connection) {
  if (auto* known = PQinstanceData(connection, follow)) return *static_cast<Prepared*>(known);
  auto fresh = std::make_unique<Prepared>();
  ensure(PQregisterEventProc(connection, follow, "prepared statements", nullptr) != 0 &&
             PQsetInstanceData(connection, follow, fresh.get()) != 0,
         "libpq keeps what belongs to a connection");
  return *fresh.release();
}

bool succeeded(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/// The server's own message isn't passed on: it may repeat a value.
void refuse_unless_succeeded(const PGresult* result) {
  if (succeeded(result)) return;
  const auto* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error{"a prepared statement failed",
                                    state == nullptr ? no_sqlstate : state};
}

const char* name_of(PGconn* connection, const char* sql) {
  auto& names = prepared_on(connection);
  auto found = names.find(sql);
  if (found == names.end()) {
    auto name = "relief_" + std::to_string(names.size());
    const PgResult done{PQprepare(connection, name.c_str(), sql, 0, nullptr)};
    refuse_unless_succeeded(done.get());
    found = names.emplace(sql, std::move(name)).first;
  }
  return found->second.c_str();
}

int count_of(const BoundStatement& statement) { return static_cast<int>(statement.values.size()); }

/// Reads the results up to the pipeline's end; answers the first that is a failure, or none.
PgResult first_failure(PGconn* connection) {
  PgResult first;
  for (bool was_null = false;;) {
    PgResult result{PQgetResult(connection)};
    if (!result && was_null) return first;  // The connection is gone.
    was_null = !result;
    if (!result) continue;
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return first;
    if (!first && !succeeded(result.get())) first = std::move(result);
  }
}

}  // namespace

void run_prepared(Transaction& tx, std::span<const BoundStatement> statements) {
  auto* connection = connection_of(tx);
  std::vector<const char*> names;
  for (const auto& each : statements) names.push_back(name_of(connection, each.sql));

  bool sent = PQenterPipelineMode(connection) == 1;
  for (std::size_t i = 0; sent && i < statements.size(); ++i) {
    sent = PQsendQueryPrepared(connection, names[i], count_of(statements[i]),
                               statements[i].values.data(), nullptr, nullptr, 0) == 1;
  }
  sent = sent && PQpipelineSync(connection) == 1;
  const auto failure = first_failure(connection);
  sent = PQexitPipelineMode(connection) == 1 && sent;
  if (!sent || failure) refuse_unless_succeeded(failure.get());
}

PgResult ask_prepared(Transaction& tx, const BoundStatement& statement, ResultForm form) {
  auto* connection = connection_of(tx);
  PgResult result{PQexecPrepared(connection, name_of(connection, statement.sql),
                                 count_of(statement), statement.values.data(), nullptr, nullptr,
                                 form == ResultForm::binary ? 1 : 0)};
  refuse_unless_succeeded(result.get());
  return result;
}

std::string_view value_at(const PGresult* rows, int row, int column) {
  return {PQgetvalue(rows, row, column), static_cast<std::size_t>(PQgetlength(rows, row, column))};
}

}  // namespace relief::storage
