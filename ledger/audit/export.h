#pragma once

#include <filesystem>

#include "ledger/audit/write.h"
#include "ledger/storage/database.h"

namespace relief::audit {

/// The log of a database up to the checkpoint that is shown, for write_bundle: the last one that a
/// quorum of witnesses cosigned, or the last of all. The database outlives it.
/// Throws Error{conflict} where nothing has been signed yet.
LogSource source_of(storage::Database& database);

/// Writes the bundle of a database's log into a new folder, or, where the name ends in ".tar", into
/// an archive. Throws: Error: conflict where the name is taken; unavailable.
void write_bundle(storage::Database& database, const std::filesystem::path& out);

}  // namespace relief::audit
