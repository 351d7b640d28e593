#include "ledger/storage/bulk_load.h"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/storage/database.h"
#include "ledger/storage/libpq.h"

namespace relief::storage {
namespace {

constexpr std::size_t piece_bytes = 1 << 20;

/// Says what PostgreSQL refused. Its own message isn't shown: it may repeat a row.
[[noreturn]] void fail(const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string code{state == nullptr ? "" : state};
  const bool gone =
      code.empty() || code.starts_with("08") || code.starts_with("57P") || code.starts_with("53");
  require(!gone, Errc::unavailable,
          "the database stopped, or has no room left: nothing of the import was entered");
  throw InvariantBroken{"the database refuses rows of ours with SQLSTATE " + code};
}

/// Rows on their way into one table.
class CopyIn {
 public:
  CopyIn(Transaction& tx, const std::string& into) : connection_{connection_of(tx)} {
    tx.mark_changed();
    const PgResult begun{
        PQexec(connection_, ("copy " + into + " from stdin (format binary)").c_str())};
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail(begun.get());
    send(CopyRows::header());
  }

  void send(std::string_view bytes) {
    for (std::size_t from = 0; sent_ && from < bytes.size(); from += piece_bytes) {
      const auto piece = bytes.substr(from, piece_bytes);
      sent_ = PQputCopyData(connection_, piece.data(), static_cast<int>(piece.size())) == 1;
    }
  }

  void end() {
    send(CopyRows::trailer());
    sent_ = sent_ && PQputCopyEnd(connection_, nullptr) == 1;
    const PgResult done{PQgetResult(connection_)};
    if (!sent_ || PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail(done.get());
    while (const PgResult rest{PQgetResult(connection_)}) {
    }
  }

 private:
  PGconn* connection_;
  bool sent_ = true;
};

void copy(Transaction& tx, const std::string& into, const CopyRows& rows) {
  CopyIn copying{tx, into};
  copying.send(rows.bytes());
  copying.end();
}

/// Rows of one table that are sent a piece at a time.
class Pieces {
 public:
  Pieces(Transaction& tx, const std::string& into) : copying_{tx, into} {}

  /// Where the next row is to be built.
  CopyRows& next() {
    if (rows_.bytes().size() >= piece_bytes) {
      copying_.send(rows_.bytes());
      rows_ = {};
    }
    return rows_;
  }

  void end() {
    copying_.send(rows_.bytes());
    copying_.end();
  }

 private:
  CopyIn copying_;
  CopyRows rows_;
};

/// A row for each element, as `each` builds it.
template <class Elements, class Each>
void copy_each(Transaction& tx, const std::string& into, const Elements& elements, Each each) {
  Pieces pieces{tx, into};
  for (const auto& element : elements) each(pieces.next(), element);
  pieces.end();
}

std::vector<std::string> texts(Transaction& tx, const char* question) {
  const soci::rowset<std::string> rows = tx.sql().prepare << question;
  return {rows.begin(), rows.end()};
}

void run(Transaction& tx, const std::string& statement) {
  const PgResult done{PQexec(connection_of(tx), statement.c_str())};
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail(done.get());
}

void run_all(Transaction& tx, const std::vector<std::string>& statements) {
  for (const auto& statement : statements) run(tx, statement);
}

void copy_balances(Transaction& tx, const Book& book) {
  copy_each(tx, "balance (account, place, fund, currency, amount, version)", book.balances,
            [](CopyRows& rows, const auto& each) {
              const auto& [key, balance] = each;
              rows.add(key.account).add(key.place).add(key.fund).add(key.currency);
              rows.add(balance.amount).add(balance.version).end_row();
            });
}

void copy_items(Transaction& tx, const Book& book) {
  copy_each(tx, "open_item (account, place, item, fund, amount)", book.items,
            [](CopyRows& rows, const auto& each) {
              const auto& [key, item] = each;
              rows.add(key.account).add(key.place).add(key.item).add(item.fund);
              rows.add(item.amount).end_row();
            });
}

void copy_positions(Transaction& tx, const Book& book) {
  copy_each(tx, "position (fund, place, available)", book.positions,
            [](CopyRows& rows, const auto& each) {
              rows.add(each.first.fund).add(each.first.place).add(each.second).end_row();
            });
}

void copy_lots(Transaction& tx, const Lots& lots) {
  Pieces pieces{tx, "lot (fund, currency, number, gift, remaining)"};
  lots.each_lot([&](const LotsKey& key, const Lot& lot) {
    auto& rows = pieces.next();
    rows.add(key.fund).add(key.currency).add(lot.number).add(lot.gift).add(lot.left).end_row();
  });
  pieces.end();
}

void copy_uses(Transaction& tx, const Lots& lots) {
  Pieces pieces{tx, "lot_use (item, fund, currency, number, lot, amount)"};
  lots.each_use([&](const UseKey& key, const std::vector<LotUse>& uses) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      auto& rows = pieces.next();
      rows.add(key.item).add(key.fund).add(key.currency);
      rows.add(static_cast<std::int32_t>(i)).add(uses[i].lot).add(uses[i].amount).end_row();
    }
  });
  pieces.end();
}

}  // namespace

BulkLoad::BulkLoad(const std::string& conninfo) : session_{std::make_unique<soci::session>()} {
  try {
    open_session(*session_, conninfo);
    *session_ << "reset role";
    tx_ = std::make_unique<Transaction>(*session_);
    head_ = lock_head(*tx_);
  } catch (const soci::soci_error& error) {
    rethrow(error);
  }
}

void BulkLoad::open() {
  try {
    // Constraints first: their indexes go and come with them.
    constexpr auto loaded = "any(cast('{record,posting,lot,lot_use}' as regclass[]))";
    const std::string constraints =
        std::string{" from pg_constraint where contype in ('p', 'u') and conrelid = "} + loaded +
        " order by conrelid, conname";
    const std::string plain =
        std::string{" from pg_index where indrelid = "} + loaded +
        " and not exists (select from pg_constraint where conindid = indexrelid)"
        " order by indrelid, indexrelid";
    auto drop =
        texts(*tx_, ("select format('alter table %s drop constraint %I', conrelid::regclass, "
                     "conname)" +
                     constraints)
                        .c_str());
    indexes_ = texts(*tx_, ("select format('alter table %s add constraint %I %s', "
                            "conrelid::regclass, conname, pg_get_constraintdef(oid))" +
                            constraints)
                               .c_str());
    const auto drop_plain =
        texts(*tx_, ("select format('drop index %s', indexrelid::regclass)" + plain).c_str());
    const auto make_plain = texts(*tx_, ("select pg_get_indexdef(indexrelid)" + plain).c_str());
    drop.insert(drop.end(), drop_plain.begin(), drop_plain.end());
    indexes_.insert(indexes_.end(), make_plain.begin(), make_plain.end());
    run_all(*tx_, drop);
  } catch (const soci::soci_error& error) {
    rethrow(error);
  }
}

void BulkLoad::records(const CopyRows& rows) {
  copy(*tx_, "record (seq, kind, at, actor, bytes, leaf)", rows);
}

void BulkLoad::postings(const CopyRows& rows) {
  copy(*tx_,
       "posting (seq, number, effective_on, account, place, fund, item, currency, amount, balance, "
       "version)",
       rows);
}

void BulkLoad::book(const Book& book, const DaySums& days) {
  try {
    // What stood there before is in the book too.
    run_all(*tx_, {"delete from balance", "delete from open_item", "delete from position"});
    copy_balances(*tx_, book);
    copy_items(*tx_, book);
    copy_positions(*tx_, book);
    copy_lots(*tx_, book.lots);
    copy_uses(*tx_, book.lots);
    add_days(*tx_, days);
    tx_->insert_added();
  } catch (const soci::soci_error& error) {
    rethrow(error);
  }
}

void BulkLoad::close() {
  run(*tx_, "set local maintenance_work_mem = '256MB'");
  run_all(*tx_, indexes_);
  run(*tx_, "analyze record, posting, lot, lot_use, balance_day");
}

void BulkLoad::commit() {
  try {
    tx_->commit();
  } catch (const soci::soci_error& error) {
    rethrow(error);
  }
}

std::vector<std::string> kinds_in_log(Transaction& tx) {
  // From one kind to the next through the index, however many records each has.
  const soci::rowset<std::string> rows = tx.sql().prepare << R"sql(
      with recursive kinds (kind) as (
        select min(kind) from record
        union all
        select (select min(kind) from record where record.kind > kinds.kind) from kinds
         where kinds.kind is not null)
      select kind from kinds where kind is not null
    )sql";
  return {rows.begin(), rows.end()};
}

void add(CopyRows& rows, const LogRow& row) {
  rows.add(row.seq).add(row.kind).add(row.at).add(row.actor).add(row.bytes);
  rows.add(as_bytes(row.leaf)).end_row();
}

void add(CopyRows& rows, const Posting& posting) {
  const auto& line = posting.line;
  rows.add(posting.seq).add(static_cast<std::int32_t>(posting.number)).add(posting.on);
  rows.add(line.account).add(line.place).add(line.fund).add(line.item);
  rows.add(line.amount.currency().code).add(line.amount.units()).add(posting.balance);
  rows.add(posting.version).end_row();
}

}  // namespace relief::storage
