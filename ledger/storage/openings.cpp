#include "ledger/storage/openings.h"

#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

void insert_reference_key(Transaction& tx, const std::string& item, const std::string& reference,
                          const std::string& key) {
  static constexpr RowInsert rows{R"sql(
      insert into vault.reference_opening (item, reference, key)
      select item, reference, decode(key, 'hex')
        from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]))
             as row (item, reference, key)
    )sql"};
  tx.add(rows, {item, reference, to_hex(key)});
}

void insert_account_key(Transaction& tx, const PlaceId& place, const std::string& key) {
  const auto hex = to_hex(key);
  tx.change() << R"sql(
      insert into vault.account_opening (place, key) values (:place, decode(:key, 'hex'))
    )sql",
      in(place, "place"), in(hex, "key");
}

std::vector<OpenedText> opened_texts(Transaction& tx, std::uint64_t from, std::uint64_t to) {
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  std::string seq, text, key;
  soci::statement rows =
      (tx.sql().prepare << R"sql(
      with kept as (
        select gift.seq, gift.reference as said, opening.key
          from gift left join vault.reference_opening opening
                           on opening.item = gift.id and opening.reference = gift.reference
        union all
        select transfer.seq, transfer.reference, opening.key
          from transfer left join vault.reference_opening opening
                               on opening.item = transfer.id
                              and opening.reference = transfer.reference
        union all
        select place.seq, place.iban, opening.key
          from place left join vault.account_opening opening on opening.place = place.id
         where place.iban is not null or opening.key is not null)
      select seq::text, coalesce(said, ''), coalesce(encode(key, 'hex'), '') from kept
       where seq >= cast(:first as bigint) and seq < cast(:end as bigint)
    )sql",
       in(first, "first"), in(end, "end"), soci::into(seq), soci::into(text), soci::into(key));
  std::vector<OpenedText> opened;
  for (rows.execute(); rows.fetch();) {
    opened.push_back({.seq = std::stoull(seq), .text = text, .key = from_hex(key).value_or("")});
  }
  return opened;
}

}  // namespace relief::storage
