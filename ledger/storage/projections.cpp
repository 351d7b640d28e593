#include "ledger/storage/projections.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

using Units = Money::Units;

std::optional<std::uint64_t> number_or_nothing(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::stoull(text);
}

void read_balances(Transaction& tx, Book& book) {
  BalanceKey key;
  std::string amount, version;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select account, place, fund, currency, amount::text, version::text from balance
    )sql",
                          soci::into(key.account), soci::into(key.place), soci::into(key.fund),
                          soci::into(key.currency), soci::into(amount), soci::into(version));
  for (rows.execute(); rows.fetch();) book.balances[key] = {Units{amount}, std::stoull(version)};
}

void read_items(Transaction& tx, Book& book) {
  ItemKey key;
  std::string fund, amount;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select account, place, item, fund, amount::text from open_item where amount <> 0
    )sql",
                          soci::into(key.account), soci::into(key.place), soci::into(key.item),
                          soci::into(fund), soci::into(amount));
  for (rows.execute(); rows.fetch();) book.items[key] = {fund, Units{amount}};
}

void read_positions(Transaction& tx, Book& book) {
  PositionKey key;
  std::string available;
  soci::statement rows = (tx.sql().prepare << "select fund, place, available::text from position",
                          soci::into(key.fund), soci::into(key.place), soci::into(available));
  for (rows.execute(); rows.fetch();) book.positions[key] = Units{available};
}

void read_lots(Transaction& tx, Book& book) {
  LotsKey key;
  std::string number, gift, left;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select fund, currency, number::text, gift, remaining::text from lot
    )sql",
                          soci::into(key.fund), soci::into(key.currency), soci::into(number),
                          soci::into(gift), soci::into(left));
  for (rows.execute(); rows.fetch();) {
    book.lots.load(key, {.number = std::stoull(number), .gift = gift, .left = Units{left}});
  }
}

void read_uses(Transaction& tx, Book& book) {
  UseKey key;
  std::string lot, amount;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select item, fund, currency, lot::text, amount::text from lot_use
       order by item, fund, currency, number
    )sql",
                          soci::into(key.item), soci::into(key.fund), soci::into(key.currency),
                          soci::into(lot), soci::into(amount));
  for (rows.execute(); rows.fetch();) {
    book.lots.load(key, {.lot = std::stoull(lot), .amount = Units{amount}});
  }
}

/// One text of all these columns, in SQL.
std::string joined(const std::vector<std::string>& columns) {
  std::string row;
  for (const auto& column : columns) {
    row += (row.empty() ? "coalesce((" : " || '|' || coalesce((") + column + ")::text, '')";
  }
  return row;
}

}  // namespace

std::vector<LogRow> log_rows(Transaction& tx, std::uint64_t from, std::size_t limit) {
  const auto first = std::to_string(from);
  const auto most = std::to_string(limit);
  std::string seq, kind, at, actor, bytes, leaf;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select seq::text, kind, instant_text(at), actor, encode(bytes, 'hex'), encode(leaf, 'hex')
        from record
       where seq >= cast(:first as bigint) order by record.seq limit cast(:most as bigint)
    )sql",
                          in(first, "first"), in(most, "most"), soci::into(seq), soci::into(kind),
                          soci::into(at), soci::into(actor), soci::into(bytes), soci::into(leaf));
  std::vector<LogRow> records;
  for (rows.execute(); rows.fetch();) {
    records.push_back({.seq = std::stoull(seq),
                       .kind = kind,
                       .at = parse_instant(at),
                       .actor = actor,
                       .bytes = from_hex(bytes).value_or(""),
                       .leaf = hash_of(from_hex(leaf).value_or(""))});
  }
  return records;
}

Hash head_root(Transaction& tx) {
  std::string root;
  tx.sql() << "select encode(root, 'hex') from log_head", soci::into(root);
  require(tx.sql().got_data(), Errc::not_found, "the log has no head yet");
  return hash_of(from_hex(root).value_or(""));
}

std::vector<Posting> postings_between(Transaction& tx, std::uint64_t from, std::uint64_t to) {
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  std::string seq, on, money, code, balance, version;
  int number = 0;
  Line line{
      .account = {}, .place = {}, .fund = {}, .item = {}, .amount = Money::zero(currencies[0])};
  soci::statement rows = (tx.sql().prepare << R"sql(
      select seq::text, number, effective_on::text, account, place, fund, item, currency,
             amount::text, balance::text, version::text
        from posting
       where seq >= cast(:first as bigint) and seq < cast(:end as bigint)
       order by posting.seq, number
    )sql",
                          in(first, "first"), in(end, "end"), soci::into(seq), soci::into(number),
                          soci::into(on), soci::into(line.account), soci::into(line.place),
                          soci::into(line.fund), soci::into(line.item), soci::into(code),
                          soci::into(money), soci::into(balance), soci::into(version));
  std::vector<Posting> postings;
  for (rows.execute(); rows.fetch();) {
    line.amount = Money::of_units(money, currency(code));
    postings.push_back({.seq = std::stoull(seq),
                        .number = static_cast<std::size_t>(number),
                        .on = parse_date(on),
                        .line = line,
                        .balance = Units{balance},
                        .version = std::stoull(version)});
  }
  return postings;
}

std::vector<ToldRow> told_rows(Transaction& tx, const std::string& table, const std::string& seq,
                               const std::vector<std::string>& columns, std::uint64_t from,
                               std::uint64_t to) {
  const auto row = joined(columns);
  const auto first = std::to_string(from);
  const auto end = std::to_string(to);
  std::string number, text;
  soci::statement rows =
      (tx.sql().prepare << "select " + seq + "::text, " + row + " from " + table + " where " + seq +
                               " >= cast(:first as bigint) and " + seq +
                               " < cast(:end as bigint) order by " + table + '.' + seq,
       in(first, "first"), in(end, "end"), soci::into(number), soci::into(text));
  std::vector<ToldRow> told;
  for (rows.execute(); rows.fetch();) told.push_back({.seq = std::stoull(number), .text = text});
  return told;
}

std::vector<std::string> all_rows(Transaction& tx, const std::string& table,
                                  const std::vector<std::string>& columns) {
  std::string text;
  soci::statement rows =
      (tx.sql().prepare << "select " + joined(columns) + " from " + table, soci::into(text));
  std::vector<std::string> all;
  for (rows.execute(); rows.fetch();) all.push_back(text);
  return all;
}

std::uint64_t wrong_movements(Transaction& tx) {
  std::string count;
  tx.sql() << R"sql(
      select count(*)::text
        from payment,
             lateral (select coalesce(sum(posting.amount) filter (
                               where account = '2110' and kind = 'line.posted'
                                 and posting.amount > 0), 0)
                             - coalesce(sum(posting.amount) filter (
                               where account = '1100' and kind = 'claim.explained'), 0) as booked,
                             coalesce(-sum(posting.amount) filter (
                               where (account = '2110' and kind = 'line.posted'
                                      and posting.amount < 0)
                                  or (account = '2100' and kind in ('line.posted',
                                      'receipt.identified', 'entry.reversed'))), 0) as back
                        from posting join record on record.seq = posting.seq
                       where posting.item = payment.id) as told
       where payment.booked <> told.booked or payment.back <> told.back
    )sql",
      soci::into(count);
  return std::stoull(count);
}

std::uint64_t wrong_sums(Transaction& tx) {
  std::string count;
  tx.sql() << R"sql(
      with by_day as (select effective_on as day, account, place, fund, currency, sum(amount) as amount
                        from posting group by 1, 2, 3, 4, 5),
      by_month as (select cast(date_trunc('month', day) as date) as day, account, place, fund,
                          currency, sum(amount) as amount from by_day group by 1, 2, 3, 4, 5),
      by_year as (select cast(date_trunc('year', day) as date) as day, account, place, fund,
                         currency, sum(amount) as amount from by_day group by 1, 2, 3, 4, 5),
      made as (select 'day' as span, * from by_day union all select 'month', * from by_month
               union all select 'year', * from by_year),
      kept as (select 'day' as span, day, account, place, fund, currency, amount from balance_day
               union all
               select 'month', day, account, place, fund, currency, amount from balance_month
               union all
               select 'year', day, account, place, fund, currency, amount from balance_year)
      select count(*)::text from ((table made except table kept)
                                  union all (table kept except table made)) as wrong
    )sql",
      soci::into(count);
  return std::stoull(count);
}

std::uint64_t wrong_settled_items(Transaction& tx) {
  std::string count;
  // What was settled within an imported history never had a row.
  tx.sql() << R"sql(
      with settled as (select account, place, item, fund from open_item where amount = 0),
      strange as (
        select account, place, item from settled
         where not exists (select from posting
                            where posting.item = settled.item and posting.account = settled.account
                              and posting.place = settled.place and posting.fund = settled.fund)),
      missing as (
        select account, place, item from posting
         where account in ('1150', '1160', '1200', '1300', '2100', '2110', '2200', '2300', '9100',
                           '9200')
           and seq > coalesce((select max(seq) from record where kind = 'history.line'), -1)
        except select account, place, item from open_item)
      select ((select count(*) from strange) + (select count(*) from missing))::text
    )sql",
      soci::into(count);
  return std::stoull(count);
}

Book stored_book(Transaction& tx) {
  Book book{Book::Extent::part};
  read_balances(tx, book);
  read_items(tx, book);
  read_positions(tx, book);
  read_lots(tx, book);
  read_uses(tx, book);
  return book;
}

std::vector<PersonKey> all_keys(Transaction& tx) {
  std::string id, person, alg, key, from, to;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select id, person, alg, encode(public_key, 'hex'), from_seq::text,
             coalesce(to_seq::text, '')
        from person_key order by id
    )sql",
                          soci::into(id), soci::into(person), soci::into(alg), soci::into(key),
                          soci::into(from), soci::into(to));
  std::vector<PersonKey> keys;
  for (rows.execute(); rows.fetch();) {
    keys.push_back({.id = KeyId{id},
                    .person = PersonId{person},
                    .alg = alg,
                    .key = public_key_of(from_hex(key).value_or("")),
                    .from_seq = std::stoull(from),
                    .to_seq = number_or_nothing(to)});
  }
  return keys;
}

std::vector<RoleRow> all_roles(Transaction& tx) {
  std::string person, role, organisation, from, to;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select held.person, held.role,
             case when held.role = 'shelter' then coalesce(person.organisation, '') else '' end,
             held.from_seq::text, coalesce(held.to_seq::text, '')
        from person_role held left join person on person.id = held.person
       order by held.from_seq, held.person, held.role
    )sql",
                          soci::into(person), soci::into(role), soci::into(organisation),
                          soci::into(from), soci::into(to));
  std::vector<RoleRow> roles;
  for (rows.execute(); rows.fetch();) {
    roles.push_back({.person = person,
                     .role = role,
                     .organisation = organisation,
                     .from = std::stoull(from),
                     .to = number_or_nothing(to)});
  }
  return roles;
}

}  // namespace relief::storage
