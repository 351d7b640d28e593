#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/books/book.h"
#include "ledger/storage/balance_days.h"
#include "ledger/storage/copy_rows.h"
#include "ledger/storage/log.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The books of an earlier time on their way in, by the million, in one transaction that holds the
/// log's lock: the whole of them is there after commit(), and nothing before.
///
/// Rows come by COPY, and the tables' indexes are built once at the end, as the owner of the
/// tables; so nobody reads postings meanwhile. One thread at a time.
class BulkLoad {
 public:
  /// Opens the transaction and takes the log's lock.
  explicit BulkLoad(const std::string& conninfo);

  [[nodiscard]] Transaction& tx() noexcept { return *tx_; }
  [[nodiscard]] const CompactRange& head() const noexcept { return head_; }

  /// Takes the indexes away. From here on the tables are for rows to come in only.
  void open();
  void records(const CopyRows& rows);
  void postings(const CopyRows& rows);

  /// Writes what the postings add up to. The book must be whole.
  void book(const Book& book, const DaySums& days);

  /// Puts the indexes back.
  void close();
  void commit();

 private:
  std::unique_ptr<soci::session> session_;
  std::unique_ptr<Transaction> tx_;
  CompactRange head_;
  std::vector<std::string> indexes_;  ///< The statements that make them again.
};

/// The kinds of the records that there are.
std::vector<std::string> kinds_in_log(Transaction& tx);

/// A row of a record, as `records` takes it.
void add(CopyRows& rows, const LogRow& row);
/// A row of a posting, as `postings` takes it.
void add(CopyRows& rows, const Posting& posting);

}  // namespace relief::storage
