#include "ledger/storage/sign_ins.h"

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

bool is_known_network(Transaction& tx, const std::string& login, const std::string& network,
                      Instant since) {
  const auto hex = to_hex(network);
  const auto after = to_text(since);
  int found = 0;
  tx.sql() << R"sql(
      select count(*) from known_network
        join person on person.id = known_network.person
       where person.login = :login and known_network.network = decode(:network, 'hex')
         and known_network.at > cast(:since as timestamptz)
    )sql",
      in(login, "login"), in(hex, "network"), in(after, "since"), soci::into(found);
  return found > 0;
}

void remember_network(Transaction& tx, const PersonId& person, const std::string& network,
                      Instant now, Instant since) {
  const auto hex = to_hex(network);
  const auto moment = to_text(now);
  const auto oldest = to_text(since);
  tx.change() << R"sql(
      insert into known_network (person, network, at)
      values (:person, decode(:network, 'hex'), cast(:at as timestamptz))
      on conflict (person, network) do update set at = excluded.at
    )sql",
      in(person, "person"), in(hex, "network"), in(moment, "at");
  tx.change() << R"sql(
      delete from known_network where person = :person and at <= cast(:since as timestamptz)
    )sql",
      in(person, "person"), in(oldest, "since");
}

void drop_sessions(Transaction& tx, const PersonId& person, std::size_t kept, Instant now) {
  const auto most = std::to_string(kept);
  const auto moment = to_text(now);
  tx.change() << R"sql(
      delete from token where person = :person and purpose = 'session'
         and (expires_at <= cast(:now as timestamptz)
              or id not in (select id from token where person = :owner and purpose = 'session'
                             order by expires_at desc, id limit cast(:kept as bigint)))
    )sql",
      in(person, "person"), in(moment, "now"), in(person, "owner"), in(most, "kept");
}

}  // namespace relief::storage
