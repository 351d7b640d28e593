#include "ledger/cases/replay.h"

#include <utility>

namespace relief {
namespace {

Facts facts_of(const storage::Reply& reply, const IdempotencyKey& key) {
  require(reply.input == key.input, Errc::key_reused,
          "this Idempotency-Key was used before, for something else");
  return Facts::parse(reply.facts);
}

}  // namespace

storage::ReplyKey reply_key(const PersonId& caller, const IdempotencyKey& key) {
  return {.caller = caller.text(), .route = key.route, .key = key.key};
}

std::optional<Facts> earlier_facts(storage::Transaction& tx, const PersonId& caller,
                                   const IdempotencyKey& key) {
  const auto reply = storage::find_reply(tx, reply_key(caller, key));
  return reply ? std::optional{facts_of(*reply, key)} : std::nullopt;
}

void keep_facts(storage::Transaction& tx, const PersonId& caller, const IdempotencyKey& key,
                const Facts& facts, Instant now) {
  storage::insert(tx, {reply_key(caller, key), key.input, facts.dump()}, now);
}

EarlierReplies::EarlierReplies(storage::Transaction& tx,
                               const std::vector<storage::ReplyKey>& keys) {
  if (keys.empty()) return;
  for (auto& reply : storage::find_replies(tx, keys)) {
    const storage::ReplyKey key{reply.caller, reply.route, reply.key};
    replies_.emplace(key, std::move(reply));
  }
}

std::optional<Facts> EarlierReplies::facts(const PersonId& caller,
                                           const IdempotencyKey& key) const {
  const auto found = replies_.find(reply_key(caller, key));
  return found == replies_.end() ? std::nullopt : std::optional{facts_of(found->second, key)};
}

void EarlierReplies::keep(storage::Transaction& tx, const PersonId& caller,
                          const IdempotencyKey& key, const Facts& facts, Instant now) {
  storage::Reply reply{reply_key(caller, key), key.input, facts.dump()};
  storage::insert(tx, reply, now);
  replies_.insert_or_assign(reply_key(caller, key), std::move(reply));
}

}  // namespace relief
