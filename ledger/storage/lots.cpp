#include "ledger/storage/lots.h"

#include <limits>

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

void load_lots(Transaction& tx, Lots& lots, const LotsKey& key, const Money::Units& amount) {
  auto& open = lots.open[key];
  constexpr auto all = std::numeric_limits<std::int64_t>::max();
  constexpr std::size_t page = 500;
  while (open.complete_to < all && lots.unspent(key) < amount) {
    const auto after = std::to_string(open.complete_to);
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
      // A lot that is in memory already is newer there.
      open.lots.try_emplace(number, Lot{.gift = row.substr(second + 1), .left = left});
      open.complete_to = number;
      ++count;
    }
    if (count < page) open.complete_to = all;
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
  auto& uses = lots.uses[key];
  auto& open = lots.open[{.fund = key.fund, .currency = key.currency}];
  for (const auto& row : rows) {
    const auto first = row.find(' ');
    const auto second = row.find(' ', first + 1);
    const auto third = row.find(' ', second + 1);
    const auto lot = std::stoull(row.substr(0, first));
    uses.push_back({.lot = lot, .amount = Money::Units{row.substr(first + 1, second - first - 1)}});
    const Money::Units left{row.substr(second + 1, third - second - 1)};
    open.lots.try_emplace(lot, Lot{.gift = row.substr(third + 1), .left = left});
  }
}

void add_lots(Transaction& tx, const Lots& lots, const Book::Changes& changes) {
  static constexpr RowInsert lot_rows{R"sql(
      insert into lot (fund, currency, number, gift, remaining)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as bigint[]),
                           cast($4 as text[]), cast($5 as numeric[]))
      on conflict (fund, currency, number) do update set remaining = excluded.remaining
    )sql"};
  for (const auto& [key, number] : changes.lots) {
    const auto& lot = lots.open.at(key).lots.at(number);
    tx.add(lot_rows, {key.fund, key.currency, std::to_string(number), lot.gift, lot.left.str()});
  }
  static constexpr RowInsert use_rows{R"sql(
      insert into lot_use (item, fund, currency, number, lot, amount)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                           cast($4 as int[]), cast($5 as bigint[]), cast($6 as numeric[]))
      on conflict (item, fund, currency, number) do update set amount = excluded.amount
    )sql"};
  for (const auto& key : changes.uses) {
    const auto uses = lots.uses.find(key);
    if (uses == lots.uses.end()) continue;
    for (std::size_t i = 0; i < uses->second.size(); ++i) {
      const auto& use = uses->second[i];
      tx.add(use_rows, {key.item, key.fund, key.currency, std::to_string(i),
                        std::to_string(use.lot), use.amount.str()});
    }
  }
}

}  // namespace relief::storage
