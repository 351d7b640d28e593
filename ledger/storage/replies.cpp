#include "ledger/storage/replies.h"

#include "ledger/base/text.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

std::optional<Reply> find_reply(Transaction& tx, const ReplyKey& key) {
  auto found = find_replies(tx, {key});
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Reply> find_replies(Transaction& tx, const std::vector<ReplyKey>& keys) {
  Array callers, routes, texts;
  for (const auto& key : keys) {
    callers.add(key.caller);
    routes.add(key.route);
    texts.add(key.key);
  }
  std::string input;
  Reply reply;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select reply.caller, reply.route, reply.key, encode(input, 'hex'), facts
        from unnest(cast(:callers as text[]), cast(:routes as text[]), cast(:keys as text[]))
             as asked (caller, route, key)
        join reply on reply.caller = asked.caller and reply.route = asked.route
                  and reply.key = asked.key
    )sql",
       in(callers.text(), "callers"), in(routes.text(), "routes"), in(texts.text(), "keys"),
       soci::into(reply.caller), soci::into(reply.route), soci::into(reply.key), soci::into(input),
       soci::into(reply.facts));
  std::vector<Reply> replies;
  for (statement.execute(); statement.fetch();) {
    reply.input = bytes_of_hex(input);
    replies.push_back(reply);
  }
  return replies;
}

void insert(Transaction& tx, const Reply& reply, Instant at) {
  static constexpr RowInsert rows{R"sql(
      insert into reply (caller, route, key, input, facts, at)
      select caller, route, key, decode(input, 'hex'), facts, at
        from unnest(cast(:caller as text[]), cast(:route as text[]), cast(:key as text[]),
                    cast(:input as text[]), cast(:facts as text[]), cast(:at as timestamptz[]))
             as row (caller, route, key, input, facts, at)
    )sql"};
  tx.add(rows,
         {reply.caller, reply.route, reply.key, to_hex(reply.input), reply.facts, to_text(at)});
}

}  // namespace relief::storage
