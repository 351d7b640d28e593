#pragma once

#include <string>

namespace relief::storage {

/// Brings the database to the program's schema: runs each file of migrations/ that has not run yet,
/// in order, under an advisory lock, each in one transaction with its checksum. Connects as the
/// owner of the database.
/// Throws Error{unavailable} where a migration that ran has another content here, the database
/// knows one that this program doesn't, or holds something else than the books.
void migrate(const std::string& conninfo);

}  // namespace relief::storage
