#include "ledger/storage/database.h"

#include <poll.h>

#include <string_view>
#include <utility>

#include <soci/postgresql/soci-postgresql.h>

#include "ledger/base/error.h"
#include "ledger/storage/libpq.h"

namespace relief::storage {
namespace {

/// The SQLSTATE, or empty where the error isn't the server's.
std::string state_of(const soci::soci_error& error) {
  const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (postgres == nullptr) return {};
  auto state = postgres->sqlstate();
  return state == no_sqlstate ? std::string{} : state;
}

/// Refuses a database that migrations didn't make ready, before a statement of ours fails in it. A
/// role is the whole cluster's: a database that was copied to another one comes without.
void require_books(const std::string& conninfo) {
  soci::session session{soci::postgresql, conninfo};
  int tables = 0, roles = 0;
  session << R"sql(
      select (to_regclass('public.record') is not null)::int,
             (select count(*) from pg_roles where rolname = 'relief_app')
    )sql",
      soci::into(tables), soci::into(roles);
  require(tables > 0, Errc::unavailable,
          "this database has no books: name the one that has, or begin them there with relief init "
          "(a database of your own is made ready by relief migrate)");
  require(roles > 0, Errc::unavailable,
          "this database came without the roles of its cluster, relief_app and relief_auditor: "
          "restore those first (pg_dumpall --roles-only)");
}

void begin_session(soci::session& session) {
  session << "set role relief_app";
  session << "set search_path = public, vault";
  session << "set timezone = 'UTC'";
  session << "set client_min_messages = warning";
}

}  // namespace

void open_session(soci::session& session, const std::string& conninfo) {
  session.open(soci::postgresql, conninfo);
  begin_session(session);
}

void reopen_session(soci::session& session) {
  session.reconnect();
  try {
    begin_session(session);
  } catch (const soci::soci_error&) {
    session.close();  // Half opened, it would be the superuser's.
    throw;
  }
}

bool is_connected(soci::session& session) {
  // None is left where connecting anew failed.
  const auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
  if (backend == nullptr || PQstatus(backend->conn_) != CONNECTION_OK) return false;
  pollfd other_end{.fd = PQsocket(backend->conn_), .events = POLLRDHUP, .revents = 0};
  return poll(&other_end, 1, 0) == 0;
}

Database::Database(std::string conninfo, std::size_t connections)
    : conninfo_{std::move(conninfo)}, pool_{connections} {
  try {
    require_books(conninfo_);
    for (std::size_t i = 0; i < connections; ++i) open_session(pool_.at(i), conninfo_);
  } catch (const soci::soci_error& error) {
    rethrow(error);
  }
}

bool is_unavailable(const soci::soci_error& error) {
  // Class 08: the connection; 57P: the server stops or starts; 53: it is out of something; no state
  // at all: libpq itself, which lost the connection.
  const auto state = state_of(error);
  return state.empty() || state.starts_with("08") || state.starts_with("57P") ||
         state.starts_with("53") || state.starts_with("40") ||
         error.get_error_category() == soci::soci_error::connection_error;
}

void rethrow(const soci::soci_error& error) {
  const auto state = state_of(error);
  constexpr std::string_view unique_violation = "23505";
  if (state == unique_violation) {
    throw Error{Errc::conflict, "this exists already, or was done by someone else just now"};
  }
  constexpr std::string_view out_of_something = "53";
  if (state.starts_with(out_of_something)) {
    throw Error{Errc::unavailable,
                "the books are out of room just now: nothing was changed, please try again later"};
  }
  if (is_unavailable(error)) {
    throw Error{Errc::unavailable, "the books can't be reached just now, please try again"};
  }
  // SOCI's own message repeats every bound value, and those may be secret.
  throw InvariantBroken{"a statement of ours failed in the database with SQLSTATE " + state};
}

}  // namespace relief::storage
