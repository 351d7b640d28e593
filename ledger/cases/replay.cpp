#include "ledger/cases/replay.h"

#include "ledger/storage/replies.h"

namespace relief {

std::optional<Facts> earlier_facts(storage::Transaction& tx, const PersonId& caller,
                                   const IdempotencyKey& key) {
  const auto reply = storage::find_reply(tx, caller.text(), key.route, key.key);
  if (!reply) return std::nullopt;
  require(reply->input == key.input, Errc::key_reused,
          "this Idempotency-Key was used before, for something else");
  return Facts::parse(reply->facts);
}

void keep_facts(storage::Transaction& tx, const PersonId& caller, const IdempotencyKey& key,
                const Facts& facts, Instant now) {
  storage::insert(tx,
                  storage::Reply{.caller = caller.text(),
                                 .route = key.route,
                                 .key = key.key,
                                 .input = key.input,
                                 .facts = facts.dump()},
                  now);
}

}  // namespace relief
