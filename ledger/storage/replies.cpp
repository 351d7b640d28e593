#include "ledger/storage/replies.h"

#include "ledger/base/text.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {

std::optional<Reply> find_reply(Transaction& tx, const ReplyKey& key) {
  auto found = find_replies(tx, {key});
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

/// Each key by the index: a plan made while the table was small would read all of it for ever.
std::vector<Reply> find_replies(Transaction& tx, const std::vector<ReplyKey>& keys) {
  Array callers, routes, texts;
  for (const auto& key : keys) {
    callers.add(key.caller);
    routes.add(key.route);
    texts.add(key.key);
  }
  constexpr auto sql = R"sql(
      select found.caller, found.route, found.key, encode(input, 'hex'), facts
        from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]))
             as asked (caller, route, key)
       cross join lateral (
         select caller, route, key, input, facts from reply
          where reply.caller = asked.caller and reply.route = asked.route
            and reply.key = asked.key limit 1) as found
    )sql";
  const auto found = ask_prepared(
      tx, {.sql = sql,
           .values = {callers.text().c_str(), routes.text().c_str(), texts.text().c_str()}});
  std::vector<Reply> replies;
  for (int row = 0; row < PQntuples(found.get()); ++row) {
    const auto text = [&](int column) { return std::string{PQgetvalue(found.get(), row, column)}; };
    replies.push_back(
        {{.caller = text(0), .route = text(1), .key = text(2)}, bytes_of_hex(text(3)), text(4)});
  }
  return replies;
}

void insert(Transaction& tx, const Reply& reply, Instant at) {
  static constexpr RowInsert rows{R"sql(
      insert into reply (caller, route, key, input, facts, at)
      select caller, route, key, decode(input, 'hex'), facts, at
        from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                    cast($4 as text[]), cast($5 as text[]), cast($6 as timestamptz[]))
             as row (caller, route, key, input, facts, at)
    )sql"};
  tx.add(rows,
         {reply.caller, reply.route, reply.key, to_hex(reply.input), reply.facts, to_text(at)});
}

}  // namespace relief::storage
