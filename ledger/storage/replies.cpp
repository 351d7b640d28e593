#include "ledger/storage/replies.h"

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

std::optional<Reply> find_reply(Transaction& tx, const std::string& caller,
                                const std::string& route, const std::string& key) {
  std::string input, facts;
  tx.sql() << R"sql(
      select encode(input, 'hex'), facts from reply
       where caller = :caller and route = :route and key = :key
    )sql",
      in(caller, "caller"), in(route, "route"), in(key, "key"), soci::into(input),
      soci::into(facts);
  if (!tx.sql().got_data()) return std::nullopt;
  return Reply{.caller = caller,
               .route = route,
               .key = key,
               .input = from_hex(input).value_or(""),
               .facts = facts};
}

void insert(Transaction& tx, const Reply& reply, Instant at) {
  const auto input = to_hex(reply.input);
  const auto moment = to_text(at);
  tx.change() << R"sql(
      insert into reply (caller, route, key, input, facts, at)
      values (:caller, :route, :key, decode(:input, 'hex'), :facts, cast(:at as timestamptz))
    )sql",
      in(reply.caller, "caller"), in(reply.route, "route"), in(reply.key, "key"),
      in(input, "input"), in(reply.facts, "facts"), in(moment, "at");
}

}  // namespace relief::storage
