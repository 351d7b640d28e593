#include "ledger/storage/gifts.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// A row as text.
struct GiftColumns {
  std::string id, donor, reference, source, fund, place, amount, currency, received_on, evidence,
      seq;
  int anonymous = 0;

  [[nodiscard]] Gift gift() const {
    return {.id = GiftId{id},
            .donor = DonorId{donor},
            .reference = reference,
            .source = source,
            .fund = FundId{fund},
            .place = PlaceId{place},
            .amount = Money::of_units(amount, relief::currency(currency)),
            .received_on = parse_date(received_on),
            .anonymous = anonymous != 0,
            .evidence = evidence,
            .seq = std::stoull(seq)};
  }
};

}  // namespace

std::vector<Gift> find_gifts(Transaction& tx, const GiftQuery& query) {
  const auto after = std::to_string(query.after);
  const int due = query.only_due ? 1 : 0;
  GiftColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, donor, reference, source, fund, place, amount::text, currency, received_on::text,
             anonymous::int, evidence, seq::text
        from gift
       where (:id = '' or id = :id) and (:reference = '' or reference = :reference)
         and (:fund = '' or fund = :fund) and (:place = '' or place = :place)
         and (:due = 0 or exists (select from open_item
                                   where account = '1150' and item = gift.id and amount <> 0))
         and seq > cast(:after as bigint)
       order by gift.seq, id limit :limit
    )sql",
       in(query.id, "id"), in(query.reference, "reference"), in(query.fund, "fund"),
       in(query.place, "place"), in(due, "due"), in(after, "after"), in(query.limit, "limit"),
       soci::into(row.id), soci::into(row.donor), soci::into(row.reference), soci::into(row.source),
       soci::into(row.fund), soci::into(row.place), soci::into(row.amount),
       soci::into(row.currency), soci::into(row.received_on), soci::into(row.anonymous),
       soci::into(row.evidence), soci::into(row.seq));
  std::vector<Gift> gifts;
  for (statement.execute(); statement.fetch();) gifts.push_back(row.gift());
  return gifts;
}

Gift find_gift(Transaction& tx, const GiftId& id) {
  const auto found = find_gifts(tx, {.id = id.text()});
  require(!found.empty(), Errc::not_found, "there is no such gift");
  return found.front();
}

std::optional<Gift> find_gift_by_reference(Transaction& tx, const std::string& reference) {
  const auto found = find_gifts(tx, {.reference = reference});
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

void insert(Transaction& tx, const Gift& gift) {
  static constexpr RowInsert rows{R"sql(
      insert into gift (id, donor, reference, source, fund, place, amount, currency, received_on,
                        anonymous, evidence, seq)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                           cast($4 as text[]), cast($5 as text[]), cast($6 as text[]),
                           cast($7 as numeric[]), cast($8 as text[]),
                           cast($9 as date[]), cast($10 as boolean[]),
                           cast($11 as text[]), cast($12 as bigint[]))
    )sql"};
  tx.add(rows, {gift.id.text(), gift.donor.text(), gift.reference, gift.source, gift.fund.text(),
                gift.place.text(), gift.amount.units_text(), gift.amount.currency().code,
                to_text(gift.received_on), gift.anonymous ? "true" : "false", gift.evidence,
                std::to_string(gift.seq)});
}

std::vector<GiftUse> uses_of(Transaction& tx, const GiftId& id) {
  std::string item, amount, code;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select use.item, sum(use.amount)::text, use.currency
        from lot
        join lot_use use on use.fund = lot.fund and use.currency = lot.currency
                        and use.lot = lot.number
       where lot.gift = :gift and use.amount > 0
       group by use.item, use.currency
       order by (select min(seq) from posting where posting.item = use.item), use.item
    )sql",
       in(id, "gift"), soci::into(item), soci::into(amount), soci::into(code));
  std::vector<GiftUse> uses;
  for (statement.execute(); statement.fetch();) {
    uses.push_back({.item = item, .amount = Money::of_units(amount, currency(code))});
  }
  return uses;
}

void insert(Transaction& tx, const SealedDonor& donor) {
  static constexpr RowInsert rows{R"sql(
      insert into vault.donor (gift, wrapped, sealed)
      select gift, decode(wrapped, 'hex'), decode(sealed, 'hex')
        from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]))
             as row (gift, wrapped, sealed)
    )sql"};
  tx.add(rows, {donor.gift.text(), to_hex(donor.wrapped), to_hex(donor.sealed)});
}

SealedDonor find_donor(Transaction& tx, const GiftId& gift) {
  std::string wrapped, sealed;
  tx.sql() << R"sql(
      select encode(wrapped, 'hex'), encode(sealed, 'hex') from vault.donor where gift = :gift
    )sql",
      in(gift, "gift"), soci::into(wrapped), soci::into(sealed);
  require(tx.sql().got_data(), Errc::not_found, "nobody's name is kept for this gift");
  return {.gift = gift, .wrapped = bytes_of_hex(wrapped), .sealed = bytes_of_hex(sealed)};
}

}  // namespace relief::storage
