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

void flush_postings(Transaction& tx, const std::vector<Posting>& postings) {
  Array seq, number, on, account, place, fund, item, currency, amount, balance, version;
  for (const auto& posting : postings) {
    seq.add(posting.seq);
    number.add(posting.number);
    on.add(to_text(posting.on));
    account.add(posting.line.account);
    place.add(posting.line.place);
    fund.add(posting.line.fund);
    item.add(posting.line.item);
    currency.add(posting.line.amount.currency().code);
    amount.add(posting.line.amount.units_text());
    balance.add(posting.balance.str());
    version.add(posting.version);
  }
  tx.change() << R"sql(
      insert into posting (seq, number, effective_on, account, place, fund, item, currency,
                           amount, balance, version)
      select * from unnest(cast(:seq as bigint[]), cast(:number as int[]), cast(:on as date[]),
                           cast(:account as text[]), cast(:place as text[]), cast(:fund as text[]),
                           cast(:item as text[]), cast(:currency as text[]),
                           cast(:amount as numeric[]), cast(:balance as numeric[]),
                           cast(:version as bigint[]))
    )sql",
      in(seq.text(), "seq"), in(number.text(), "number"), in(on.text(), "on"),
      in(account.text(), "account"), in(place.text(), "place"), in(fund.text(), "fund"),
      in(item.text(), "item"), in(currency.text(), "currency"), in(amount.text(), "amount"),
      in(balance.text(), "balance"), in(version.text(), "version");
}

void flush_balances(Transaction& tx, const Book& book, const std::set<BalanceKey>& keys) {
  Array account, place, fund, currency, amount, version;
  for (const auto& key : keys) {
    const auto& balance = book.balances.at(key);
    account.add(key.account);
    place.add(key.place);
    fund.add(key.fund);
    currency.add(key.currency);
    amount.add(balance.amount.str());
    version.add(balance.version);
  }
  tx.change() << R"sql(
      insert into balance (account, place, fund, currency, amount, version)
      select * from unnest(cast(:account as text[]), cast(:place as text[]), cast(:fund as text[]),
                           cast(:currency as text[]), cast(:amount as numeric[]),
                           cast(:version as bigint[]))
      on conflict (account, place, fund, currency) do update
         set amount = excluded.amount, version = excluded.version
    )sql",
      in(account.text(), "account"), in(place.text(), "place"), in(fund.text(), "fund"),
      in(currency.text(), "currency"), in(amount.text(), "amount"), in(version.text(), "version");
}

void flush_items(Transaction& tx, const Book& book, const std::set<ItemKey>& keys) {
  Array account, place, item, fund, amount;
  for (const auto& key : keys) {
    const auto& open = book.items.at(key);
    account.add(key.account);
    place.add(key.place);
    item.add(key.item);
    fund.add(open.fund);
    amount.add(open.amount.str());
  }
  tx.change() << R"sql(
      insert into open_item (account, place, item, fund, amount)
      select * from unnest(cast(:account as text[]), cast(:place as text[]), cast(:item as text[]),
                           cast(:fund as text[]), cast(:amount as numeric[]))
      on conflict (account, place, item) do update set amount = excluded.amount
    )sql",
      in(account.text(), "account"), in(place.text(), "place"), in(item.text(), "item"),
      in(fund.text(), "fund"), in(amount.text(), "amount");
}

void flush_positions(Transaction& tx, const Book& book, const std::set<PositionKey>& keys) {
  Array fund, place, available;
  for (const auto& key : keys) {
    fund.add(key.fund);
    place.add(key.place);
    available.add(book.positions.at(key).str());
  }
  tx.change() << R"sql(
      insert into position (fund, place, available)
      select * from unnest(cast(:fund as text[]), cast(:place as text[]),
                           cast(:available as numeric[]))
      on conflict (fund, place) do update set available = excluded.available
    )sql",
      in(fund.text(), "fund"), in(place.text(), "place"), in(available.text(), "available");
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

bool Books::covers(const std::string& place, const Money& amount, bool beyond_reserves) {
  if (!book_.covers.contains(place)) load_cover(tx_, book_, place);
  const auto cover = book_.cover(place);
  const Money::Units held =
      beyond_reserves ? Money::Units{cover.held + cover.reserved} : cover.held;
  return held >= amount.units();
}

void flush(Transaction& tx, Book& book) {
  const auto changes = book.take_changes();
  if (changes.postings.empty()) return;
  flush_postings(tx, changes.postings);
  flush_balances(tx, book, changes.balances);
  flush_items(tx, book, changes.items);
  flush_positions(tx, book, changes.positions);
  flush_lots(tx, book.lots, changes);
  DaySums days;
  add(days, changes.postings);
  flush_days(tx, days);
}

}  // namespace relief::storage
