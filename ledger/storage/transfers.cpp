#include "ledger/storage/transfers.h"

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// A row as text.
struct TransferColumns {
  std::string id, fund, from, to, amount, currency, reference, ordered_at, seq;

  [[nodiscard]] Transfer transfer() const {
    return {.id = TransferId{id},
            .fund = FundId{fund},
            .from = PlaceId{from},
            .to = PlaceId{to},
            .amount = Money::of_units(amount, relief::currency(currency)),
            .reference = reference,
            .ordered_at = parse_instant(ordered_at),
            .seq = std::stoull(seq)};
  }
};

struct TransferQuery {
  std::string id = {};
  std::string reference = {};
  std::string place = {};
  int only_open = 0;
};

std::vector<Transfer> find_transfers(Transaction& tx, const TransferQuery& query) {
  TransferColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, fund, from_place, to_place, amount::text, currency, reference,
             instant_text(ordered_at), seq::text
        from transfer
       where (:id = '' or id = :id) and (:reference = '' or reference = :reference)
         and (:place = '' or from_place = :place or to_place = :place)
         and (:open = 0 or exists (select from open_item
                                    where item = transfer.id and amount <> 0))
       order by transfer.seq, id
    )sql",
       in(query.id, "id"), in(query.reference, "reference"), in(query.place, "place"),
       in(query.only_open, "open"), soci::into(row.id), soci::into(row.fund), soci::into(row.from),
       soci::into(row.to), soci::into(row.amount), soci::into(row.currency),
       soci::into(row.reference), soci::into(row.ordered_at), soci::into(row.seq));
  std::vector<Transfer> transfers;
  for (statement.execute(); statement.fetch();) transfers.push_back(row.transfer());
  return transfers;
}

}  // namespace

Transfer find_transfer(Transaction& tx, const TransferId& id) {
  const auto found = find_transfers(tx, {.id = id.text()});
  require(!found.empty(), Errc::not_found, "there is no such transfer");
  return found.front();
}

std::optional<Transfer> find_transfer_by_reference(Transaction& tx, const std::string& reference) {
  const auto found = find_transfers(tx, {.reference = reference});
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

std::vector<Transfer> open_transfers(Transaction& tx, const std::string& place) {
  return find_transfers(tx, {.place = place, .only_open = 1});
}

void insert(Transaction& tx, const Transfer& transfer) {
  const auto amount = transfer.amount.units_text();
  const std::string currency{transfer.amount.currency().code};
  const auto ordered_at = to_text(transfer.ordered_at);
  const auto record = std::to_string(transfer.seq);
  tx.change() << R"sql(
      insert into transfer (id, fund, from_place, to_place, amount, currency, reference,
                            ordered_at, seq)
      values (:id, :fund, :from, :to, cast(:amount as numeric), :currency, :reference,
              cast(:at as timestamptz), cast(:seq as bigint))
    )sql",
      in(transfer.id, "id"), in(transfer.fund, "fund"), in(transfer.from, "from"),
      in(transfer.to, "to"), in(amount, "amount"), in(currency, "currency"),
      in(transfer.reference, "reference"), in(ordered_at, "at"), in(record, "seq");
}

}  // namespace relief::storage
