#include "ledger/storage/cluster_settings.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "ledger/base/error.h"

namespace relief::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view cluster_settings =
    R"(# Written at every start; ALTER SYSTEM overrides it.

# Reached only through the socket in the cluster's folder, which only its owner may enter.
listen_addresses = ''
port = 5432
unix_socket_directories = '..'
unix_socket_permissions = 0700

# An answer means that it is on the disk. These are PostgreSQL's own defaults; said, since all else
# stands on them.
fsync = on
full_page_writes = on
synchronous_commit = on

# Few checkpoints: after each one, the first change of a page writes the whole page to the log.
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_compression = lz4

# The hot tables and the end of the log stay in memory, on a small machine too.
shared_buffers = 256MB
# Containers keep /dev/shm small, or have none.
dynamic_shared_memory_type = sysv
# Our statements are short: compiling one takes longer than running it.
jit = off

timezone = 'UTC'
log_timezone = 'UTC'
# Nobody turns this log over, and the details of an error, like the statement that it was in, repeat
# the values of rows: of persons.
log_checkpoints = off
log_error_verbosity = terse
log_min_error_statement = panic
)";

constexpr std::string_view throw_away_settings = R"(
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 128MB
max_connections = 200
)";

}  // namespace

void write_cluster_settings(const fs::path& data, bool durable) {
  const auto file = data / "postgresql.conf";
  std::string text{cluster_settings};
  if (!durable) text += throw_away_settings;
  std::string known;
  std::getline(std::ifstream{file}, known, '\0');
  if (known == text) return;
  const auto fresh = data / "postgresql.conf.new";
  const bool written = (std::ofstream{fresh} << text << std::flush).good();
  std::error_code failed;
  if (written) fs::rename(fresh, file, failed);
  require(written && !failed, Errc::unavailable, "the cluster's settings can't be written");
}

}  // namespace relief::storage
