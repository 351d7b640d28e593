#include "ledger/storage/migrate.h"

#include <string_view>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/migrations.h"

namespace relief::storage {
namespace {

/// A file may hold many statements and PostgreSQL's own colons, which SOCI would take for names.
/// Throws Error{unavailable}: a database that refuses the schema is its keeper's to look at.
PgResult ask(PGconn* connection, const std::string& sql) {
  PgResult result{PQexec(connection, sql.c_str())};
  const auto why = refusal(result.get());
  require(why.empty(), Errc::unavailable, "the database refused a migration: " + why);
  return result;
}

std::string checksum(std::string_view sql) {
  const auto hash = sha256(sql);
  return to_hex(as_bytes(hash));
}

struct Applied {
  std::string name, checksum;
};

std::vector<Applied> applied_migrations(PGconn* connection) {
  const auto result = ask(connection, "select name, checksum from migration order by name");
  std::vector<Applied> applied;
  const int count = PQntuples(result.get());
  applied.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    applied.push_back({PQgetvalue(result.get(), row, 0), PQgetvalue(result.get(), row, 1)});
  }
  return applied;
}

/// Whether nobody has made tables here, but the one that names migrations.
bool is_empty(PGconn* connection) {
  const auto result = ask(connection,
                          "select from pg_class where relnamespace = 'public'::regnamespace and "
                          "relkind = 'r' and relname <> 'migration'");
  return PQntuples(result.get()) == 0;
}

void apply(PGconn* connection, const Migration& migration) {
  ask(connection, "begin");
  ask(connection, std::string{migration.sql});
  ask(connection, "insert into migration (name, checksum) values ('" + std::string{migration.name} +
                      "', '" + checksum(migration.sql) + "')");
  ask(connection, "commit");
}

}  // namespace

void migrate(const std::string& conninfo) {
  const auto connection = connect(conninfo);
  // Held until the connection closes; any number, as long as all servers use the same.
  ask(connection.get(), "select pg_advisory_lock(7266532)");
  ask(connection.get(),
      "create table if not exists migration (name text primary key, checksum text not null, "
      "at timestamptz not null default now())");

  const auto applied = applied_migrations(connection.get());
  require(!applied.empty() || is_empty(connection.get()), Errc::unavailable,
          "this database holds tables of something else: name an empty one, or the one with the "
          "books");
  const auto ours = migrations();
  require(applied.size() <= ours.size(), Errc::unavailable,
          "the database is newer than this program");
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (i >= applied.size()) {
      apply(connection.get(), ours[i]);
      continue;
    }
    require(applied[i].name == ours[i].name && applied[i].checksum == checksum(ours[i].sql),
            Errc::unavailable, "a migration that ran on this database has another content here");
  }
}

}  // namespace relief::storage
