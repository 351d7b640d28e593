#include "ledger/storage/signed_acts.h"

#include <string>

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {

bool is_recorded(Transaction& tx, const Hash& challenge) {
  const auto hex = to_hex(as_bytes(challenge));
  constexpr auto sql = "select from signed_act where challenge = decode($1, 'hex')";
  const auto found = ask_prepared(tx, {.sql = sql, .values = {hex.c_str()}});
  return PQntuples(found.get()) > 0;
}

void insert(Transaction& tx, const SignedActRow& row) {
  static constexpr RowInsert rows{R"sql(
      insert into signed_act (challenge, seq)
      select decode(challenge, 'hex'), seq
        from unnest(cast($1 as text[]), cast($2 as bigint[])) as row (challenge, seq)
    )sql"};
  tx.add(rows, {to_hex(as_bytes(row.challenge)), std::to_string(row.seq)});
}

std::vector<SignedActRow> signed_acts(Transaction& tx, std::uint64_t from, std::uint64_t to) {
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  std::string seq, challenge;
  std::vector<SignedActRow> rows;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select seq::text, encode(challenge, 'hex') from signed_act
       where seq >= cast(:first as bigint) and seq < cast(:end as bigint)
       order by signed_act.seq, challenge
    )sql",
       in(first, "first"), in(end, "end"), soci::into(seq), soci::into(challenge));
  for (statement.execute(); statement.fetch();) {
    rows.push_back(
        {.seq = std::stoull(seq), .challenge = hash_of(from_hex(challenge).value_or(""))});
  }
  return rows;
}

}  // namespace relief::storage
