#include "ledger/storage/database.h"

#include <string_view>
#include <utility>

#include <soci/postgresql/soci-postgresql.h>

#include "ledger/base/error.h"

namespace relief::storage {
namespace {

/// The SQLSTATE, or empty where the error isn't the server's.
std::string state_of(const soci::soci_error& error) {
  const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  return postgres != nullptr ? postgres->sqlstate() : std::string{};
}

}  // namespace

void open_session(soci::session& session, const std::string& conninfo) {
  session.open(soci::postgresql, conninfo);
  session << "set role relief_app";
  session << "set search_path = public, vault";
  session << "set timezone = 'UTC'";
  session << "set client_min_messages = warning";
}

Database::Database(std::string conninfo, std::size_t connections)
    : conninfo_{std::move(conninfo)}, pool_{connections} {
  guarded([&] {
    for (std::size_t i = 0; i < connections; ++i) {
      open_session(pool_.at(i), conninfo_);
    }
    return true;
  });
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
  if (is_unavailable(error)) {
    throw Error{Errc::unavailable, "the books can't be reached just now, please try again"};
  }
  // SOCI's own message repeats every bound value, and those may be secret.
  throw InvariantBroken{"a statement of ours failed in the database with SQLSTATE " + state};
}

}  // namespace relief::storage
