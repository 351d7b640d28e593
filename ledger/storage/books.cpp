#include "ledger/storage/books.h"

#include "ledger/base/error.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/balance_days.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/lots.h"

namespace relief::storage {
namespace {

using Units = Money::Units;

void load_balance(Transaction& tx, Book& book, const BalanceKey& key) {
  std::string amount = "0", version = "0";
  tx.sql() << R"sql(
      select amount::text, version::text from balance
       where account = :account and place = :place and fund = :fund and currency = :currency
    )sql",
      in(key.account, "account"), in(key.place, "place"), in(key.fund, "fund"),
      in(key.currency, "currency"), soci::into(amount), soci::into(version);
  const bool found = tx.sql().got_data();
  book.balances[key] = found ? Book::Balance{Units{amount}, std::stoull(version)} : Book::Balance{};
}

void load_item(Transaction& tx, Book& book, const ItemKey& key) {
  std::string fund, amount;
  tx.sql() << R"sql(
      select fund, amount::text from open_item
       where account = :account and place = :place and item = :item
    )sql",
      in(key.account, "account"), in(key.place, "place"), in(key.item, "item"), soci::into(fund),
      soci::into(amount);
  book.items[key] = tx.sql().got_data() ? Book::Item{fund, Units{amount}} : Book::Item{};
}

void load_position(Transaction& tx, Book& book, const PositionKey& key) {
  std::string available;
  tx.sql() << "select available::text from position where fund = :fund and place = :place",
      in(key.fund, "fund"), in(key.place, "place"), soci::into(available);
  book.positions[key] = tx.sql().got_data() ? Units{available} : Units{0};
}

void load_cover(Transaction& tx, Book& book, const std::string& place) {
  std::string held, reserved;
  tx.sql() << R"sql(
      select coalesce(sum(amount) filter (where account in ('1100', '2110')), 0)::text,
             coalesce(sum(amount) filter (where account = '9200'), 0)::text
        from balance
       where place = :place and account in ('1100', '2110', '9200')
    )sql",
      in(place, "place"), soci::into(held), soci::into(reserved);
  book.covers[place] = {.held = Units{held}, .reserved = Units{reserved}};
}

void add_postings(Transaction& tx, const std::vector<Posting>& postings) {
  static constexpr RowInsert rows{.sql = R"sql(
      insert into posting (seq, number, effective_on, account, place, fund, item, currency,
                           amount, balance, version)
      select * from unnest(cast($1 as bigint[]), cast($2 as int[]), cast($3 as date[]),
                           cast($4 as text[]), cast($5 as text[]), cast($6 as text[]),
                           cast($7 as text[]), cast($8 as text[]), cast($9 as numeric[]),
                           cast($10 as numeric[]), cast($11 as bigint[]))
    )sql",
                                  .in_parts = false};
  for (const auto& posting : postings) {
    // An entry's postings are inserted together: the database adds them up.
    if (posting.number == 0 && tx.is_full()) tx.insert_added();
    const auto& line = posting.line;
    tx.add(rows,
           {std::to_string(posting.seq), std::to_string(posting.number), to_text(posting.on),
            line.account, line.place, line.fund, line.item, line.amount.currency().code,
            line.amount.units_text(), posting.balance.str(), std::to_string(posting.version)});
  }
}

void add_balances(Transaction& tx, const Book& book, const std::set<BalanceKey>& keys) {
  static constexpr RowInsert rows{R"sql(
      insert into balance (account, place, fund, currency, amount, version)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                           cast($4 as text[]), cast($5 as numeric[]), cast($6 as bigint[]))
      on conflict (account, place, fund, currency) do update
         set amount = excluded.amount, version = excluded.version
    )sql"};
  for (const auto& key : keys) {
    const auto& balance = book.balances.at(key);
    tx.add(rows, {key.account, key.place, key.fund, key.currency, balance.amount.str(),
                  std::to_string(balance.version)});
  }
}

void add_items(Transaction& tx, const Book& book, const std::set<ItemKey>& keys) {
  static constexpr RowInsert rows{R"sql(
      insert into open_item (account, place, item, fund, amount)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as text[]),
                           cast($4 as text[]), cast($5 as numeric[]))
      on conflict (account, place, item) do update set amount = excluded.amount
    )sql"};
  for (const auto& key : keys) {
    const auto& open = book.items.at(key);
    tx.add(rows, {key.account, key.place, key.item, open.fund, open.amount.str()});
  }
}

void add_positions(Transaction& tx, const Book& book, const std::set<PositionKey>& keys) {
  static constexpr RowInsert rows{R"sql(
      insert into position (fund, place, available)
      select * from unnest(cast($1 as text[]), cast($2 as text[]), cast($3 as numeric[]))
      on conflict (fund, place) do update set available = excluded.available
    )sql"};
  for (const auto& key : keys) {
    tx.add(rows, {key.fund, key.place, book.positions.at(key).str()});
  }
}

}  // namespace

void Books::load(const Book::Missing& missing) {
  for (const auto& key : missing.balances) load_balance(tx_, book_, key);
  for (const auto& key : missing.items) load_item(tx_, book_, key);
  for (const auto& key : missing.positions) load_position(tx_, book_, key);
  for (const auto& place : missing.places) load_cover(tx_, book_, place);
  for (const auto& key : missing.uses) load_uses(tx_, book_.lots, key);
  for (const auto& [key, amount] : missing.lots) load_lots(tx_, book_.lots, key, amount);
}

void Books::post(std::uint64_t seq, const Entry& entry, Nature nature) {
  load(book_.missing(entry));
  book_.post(seq, entry, nature);
}

Money Books::available(const std::string& fund, const std::string& place,
                       const Currency& currency) {
  const PositionKey key{.fund = fund, .place = place};
  if (!book_.positions.contains(key)) load_position(tx_, book_, key);
  return {book_.available(fund, place), currency};
}

Money Books::item(const std::string& account, const std::string& place, const std::string& item,
                  const Currency& currency) {
  const ItemKey key{.account = account, .place = place, .item = item};
  if (!book_.items.contains(key)) load_item(tx_, book_, key);
  return {book_.item(key), currency};
}

void Books::write() {
  const bool changed = tx_.changed();
  add_changes(tx_, book_);
  tx_.insert_added();
  if (!changed) tx_.forget_changes();
}

bool Books::covers(const std::string& place, const Money& amount, bool beyond_reserves) {
  if (!book_.covers.contains(place)) load_cover(tx_, book_, place);
  const auto cover = book_.cover(place);
  const Money::Units held =
      beyond_reserves ? Money::Units{cover.held + cover.reserved} : cover.held;
  return held >= amount.units();
}

void add_changes(Transaction& tx, Book& book) {
  const auto changes = book.take_changes();
  if (changes.postings.empty()) return;
  add_postings(tx, changes.postings);
  add_balances(tx, book, changes.balances);
  add_items(tx, book, changes.items);
  add_positions(tx, book, changes.positions);
  add_lots(tx, book.lots, changes);
  DaySums days;
  add(days, changes.postings);
  add_days(tx, days);
}

}  // namespace relief::storage
