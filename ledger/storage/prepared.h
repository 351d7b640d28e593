#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ledger/storage/libpq.h"

namespace relief::storage {

/// A statement for libpq and its values, in the order of `$1`, `$2` and so on. Its text is a
/// literal, known again by its address; the values live as long as it runs.
struct BoundStatement {
  const char* sql;
  std::vector<const char*> values;
};

/// Runs the statements one after another in one round trip. Each is parsed once a connection,
/// however often it runs.
/// Throws: soci::postgresql_soci_error for the first that the database refuses; none after it ran.
void run_prepared(Transaction& tx, std::span<const BoundStatement> statements);

/// How a row's values come: as texts, or in the type's own bytes, which for a bytea are what it
/// holds.
enum class ResultForm { text, binary };

/// Runs one statement; answers its rows.
/// Throws: soci::postgresql_soci_error when the database refuses it.
PgResult ask_prepared(Transaction& tx, const BoundStatement& statement,
                      ResultForm form = ResultForm::text);

/// A value of a row, as its bytes; empty for NULL.
std::string_view value_at(const PGresult* rows, int row, int column);

}  // namespace relief::storage
