#include "ledger/audit/export.h"

#include <fstream>

#include "ledger/audit/tar.h"
#include "ledger/base/error.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/storage/log.h"
#include "ledger/storage/rulebooks.h"
#include "ledger/storage/witnesses.h"

namespace relief::audit {
namespace {

constexpr std::size_t rows_at_a_time = 256;

}  // namespace

LogSource source_of(storage::Database& database) {
  const auto head = database.read([](storage::Transaction& tx) {
    const auto last = storage::last_checkpoint(tx);
    require(last.has_value(), Errc::conflict, "nothing of this log has been signed yet");
    return shown_head(tx, *last);
  });
  return {.checkpoint = head.note,
          .size = head.size,
          .earlier =
              [&database, size = head.size](std::uint64_t& after) {
                const auto rows = database.read([&](storage::Transaction& tx) {
                  return storage::cosigned_between(tx, after, size, rows_at_a_time);
                });
                std::vector<std::string> notes;
                notes.reserve(rows.size());
                for (const auto& row : rows) notes.push_back(row.note);
                if (!rows.empty()) after = rows.back().size;
                return notes;
              },
          .records =
              [&database](std::uint64_t from, std::size_t limit) {
                return database.read([&](storage::Transaction& tx) {
                  return storage::records_from(tx, from, limit);
                });
              },
          .rulebook =
              [&database](const Hash& digest) {
                return database.read([&](storage::Transaction& tx) {
                  return storage::rulebook_by_digest(tx, digest);
                });
              },
          .record =
              [&database](std::uint64_t seq) {
                return database.read(
                    [&](storage::Transaction& tx) { return storage::record_bytes(tx, seq); });
              }};
}

void write_bundle(storage::Database& database, const std::filesystem::path& out) {
  require(!std::filesystem::exists(out), Errc::conflict, "something has this name already");
  const auto source = source_of(database);
  if (out.extension() != ".tar") return write_bundle(source, into_folder(out));
  std::ofstream file{out, std::ios::binary};
  const auto put = [&file](std::string_view bytes) {
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  write_bundle(source, into_tar(put));
  put(tar_end());
  file.flush();
  require(file.good(), Errc::unavailable, "the bundle can't be written");
}

}  // namespace relief::audit
