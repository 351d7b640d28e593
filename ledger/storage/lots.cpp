#include "ledger/storage/lots.h"

#include <limits>

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

void load_lots(Transaction& tx, Lots& lots, const LotsKey& key, const Money::Units& amount) {
  constexpr auto all = std::numeric_limits<std::int64_t>::max();
  constexpr std::size_t page = 500;
  while (lots.complete_to(key) < all && lots.unspent(key) < amount) {
    const auto after = std::to_string(lots.complete_to(key));
    const auto limit = std::to_string(page);
    Array numbers;
    const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
        select number || ' ' || remaining || ' ' || gift from lot
         where fund = :fund and currency = :currency and remaining > 0
           and number > cast(:after as bigint)
         order by number limit cast(:limit as bigint)
      )sql",
                                            in(key.fund, "fund"), in(key.currency, "currency"),
                                            in(after, "after"), in(limit, "limit"));
    std::size_t count = 0;
    for (const auto& row : rows) {
      const auto first = row.find(' ');
      const auto second = row.find(' ', first + 1);
      const auto number = std::stoull(row.substr(0, first));
      const Money::Units left{row.substr(first + 1, second - first - 1)};
      lots.load(key, {.number = number, .gift = row.substr(second + 1), .left = left});
      lots.complete(key, number);
      ++count;
    }
    if (count < page) lots.complete(key, all);
  }
}

void load_uses(Transaction& tx, Lots& lots, const UseKey& key) {
  const soci::rowset<std::string> rows =
      (tx.sql().prepare << R"sql(
      select use.lot || ' ' || use.amount || ' ' || lot.remaining || ' ' || lot.gift
        from lot_use use
        join lot on lot.fund = use.fund and lot.currency = use.currency and lot.number = use.lot
       where use.item = :item and use.fund = :fund and use.currency = :currency
       order by use.number
    )sql",
       in(key.item, "item"), in(key.fund, "fund"), in(key.currency, "currency"));
  for (const auto& row : rows) {
    const auto first = row.find(' ');
    const auto second = row.find(' ', first + 1);
    const auto third = row.find(' ', second + 1);
    const auto lot = std::stoull(row.substr(0, first));
    lots.load(key, {.lot = lot, .amount = Money::Units{row.substr(first + 1, second - first - 1)}});
    const Money::Units left{row.substr(second + 1, third - second - 1)};
    lots.load(LotsKey{.fund = key.fund, .currency = key.currency},
              {.number = lot, .gift = row.substr(third + 1), .left = left});
  }
  lots.complete(key);
}

void add_lots(Transaction& tx, const Lots& lots, const Book::Changes& changes) {
  static constexpr RowInsert lot_rows{R"sql(
      insert into lot (fund, currency, number, gift, remaining)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as bigint[]),
                           cast($4 as text[]), cast($5 as numeric[]))
      on conflict (fund, currency, number) do update set remaining = excluded.remaining
    )sql"};
  for (const auto& [key, number] : changes.lots) {
    const auto lot = lots.lot(key, number).value();
    tx.add(lot_rows, {key.fund, key.currency, std::to_string(number), lot.gift, lot.left.str()});
  }
  static constexpr RowInsert use_rows{R"sql(
      insert into lot_use (item, fund, currency, number, lot, amount)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                           cast($4 as int[]), cast($5 as bigint[]), cast($6 as numeric[]))
      on conflict (item, fund, currency, number) do update set amount = excluded.amount
    )sql"};
  for (const auto& key : changes.uses) {
    const auto uses = lots.uses(key);
    for (std::size_t i = 0; i < uses.size(); ++i) {
      tx.add(use_rows, {key.item, key.fund, key.currency, std::to_string(i),
                        std::to_string(uses[i].lot), uses[i].amount.str()});
    }
  }
}

}  // namespace relief::storage
