#include "ledger/storage/log_times.h"

#include <string>

#include "ledger/storage/prepared.h"

namespace relief::storage {

Instant last_written_at(Transaction& tx, std::uint64_t size) {
  if (size == 0) return {};
  const auto last = std::to_string(size - 1);
  const auto found =
      ask_prepared(tx, {.sql = "select instant_text(at) from record where seq = cast($1 as bigint)",
                        .values = {last.c_str()}});
  return PQntuples(found.get()) == 0 ? Instant{} : parse_instant(PQgetvalue(found.get(), 0, 0));
}

}  // namespace relief::storage
