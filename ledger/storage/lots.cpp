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

void flush_lots(Transaction& tx, const Lots& lots, const Book::Changes& changes) {
  Array fund, currency, number, gift, remaining;
  for (const auto& [key, lot_number] : changes.lots) {
    const auto& lot = lots.open.at(key).lots.at(lot_number);
    fund.add(key.fund);
    currency.add(key.currency);
    number.add(lot_number);
    gift.add(lot.gift);
    remaining.add(lot.left.str());
  }
  tx.change() << R"sql(
      insert into lot (fund, currency, number, gift, remaining)
      select * from unnest(cast(:fund as text[]), cast(:currency as text[]),
                           cast(:number as bigint[]), cast(:gift as text[]),
                           cast(:remaining as numeric[]))
      on conflict (fund, currency, number) do update set remaining = excluded.remaining
    )sql",
      in(fund.text(), "fund"), in(currency.text(), "currency"), in(number.text(), "number"),
      in(gift.text(), "gift"), in(remaining.text(), "remaining");

  Array item, use_fund, use_currency, use_number, lot, amount;
  for (const auto& key : changes.uses) {
    const auto uses = lots.uses.find(key);
    if (uses == lots.uses.end()) continue;
    for (std::size_t i = 0; i < uses->second.size(); ++i) {
      item.add(key.item);
      use_fund.add(key.fund);
      use_currency.add(key.currency);
      use_number.add(i);
      lot.add(uses->second[i].lot);
      amount.add(uses->second[i].amount.str());
    }
  }
  tx.change() << R"sql(
      insert into lot_use (item, fund, currency, number, lot, amount)
      select * from unnest(cast(:item as text[]), cast(:fund as text[]), cast(:currency as text[]),
                           cast(:number as int[]), cast(:lot as bigint[]),
                           cast(:amount as numeric[]))
      on conflict (item, fund, currency, number) do update set amount = excluded.amount
    )sql",
      in(item.text(), "item"), in(use_fund.text(), "fund"), in(use_currency.text(), "currency"),
      in(use_number.text(), "number"), in(lot.text(), "lot"), in(amount.text(), "amount");
}

}  // namespace relief::storage
