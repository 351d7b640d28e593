#include "ledger/storage/log_times.h"

#include <string>

#include "ledger/storage/bind.h"

namespace relief::storage {

Instant last_written_at(Transaction& tx, std::uint64_t size) {
  if (size == 0) return {};
  const auto last = std::to_string(size - 1);
  std::string at;
  tx.sql() << "select instant_text(at) from record where seq = cast(:seq as bigint)",
      in(last, "seq"), soci::into(at);
  return tx.sql().got_data() ? parse_instant(at) : Instant{};
}

}  // namespace relief::storage
