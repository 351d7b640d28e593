#pragma once

#include <memory>
#include <string>

#include <libpq-fe.h>

#include "ledger/storage/transaction.h"

namespace relief::storage {

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};

/// PostgreSQL without SOCI, for what that can't do: whole files of statements, databases, colons.
using Connection = std::unique_ptr<PGconn, Finish>;
using PgResult = std::unique_ptr<PGresult, Clear>;

/// What SOCI's errors have for an SQLSTATE where it isn't the server that refused.
inline constexpr auto no_sqlstate = "     ";

/// Throws: Error{unavailable} when nobody answers there.
Connection connect(const std::string& conninfo);

/// Why the database refused: its SQLSTATE, and the constraint that was broken; empty where it
/// didn't. Its own words may repeat a value, and those may be secret.
std::string refusal(const PGresult* result);

/// Runs one or more statements; answers the last one's rows.
/// Throws: InvariantBroken when the database refuses one, with the reason of refusal().
PgResult run(PGconn* connection, const std::string& sql);

/// The connection below a transaction of SOCI's.
PGconn* connection_of(Transaction& tx);

}  // namespace relief::storage
