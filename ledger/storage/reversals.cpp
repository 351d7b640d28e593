#include "ledger/storage/reversals.h"

#include <string>

#include "ledger/storage/bind.h"

namespace relief::storage {

std::optional<std::uint64_t> reversal_of(Transaction& tx, std::uint64_t reversed) {
  const auto original = std::to_string(reversed);
  std::string seq;
  tx.sql() << "select seq::text from reversal where reversed = cast(:reversed as bigint)",
      in(original, "reversed"), soci::into(seq);
  return tx.sql().got_data() ? std::optional{std::stoull(seq)} : std::nullopt;
}

void insert_reversal(Transaction& tx, std::uint64_t reversed, std::uint64_t seq) {
  const auto original = std::to_string(reversed);
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into reversal (reversed, seq)
      values (cast(:reversed as bigint), cast(:seq as bigint))
    )sql",
      in(original, "reversed"), in(record, "seq");
}

}  // namespace relief::storage
