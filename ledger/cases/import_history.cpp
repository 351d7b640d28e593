#include "ledger/cases/import_history.h"

#include <algorithm>
#include <future>
#include <utility>

#include <spdlog/spdlog.h>

#include "ledger/base/text.h"
#include "ledger/books/history.h"
#include "ledger/cases/commit_outcome.h"
#include "ledger/cases/history_file.h"
#include "ledger/cases/history_signers.h"
#include "ledger/cases/verify_act.h"
#include "ledger/proof/canonical.h"
#include "ledger/storage/bulk_load.h"
#include "ledger/storage/log_times.h"
#include "ledger/storage/projections.h"

namespace relief {
namespace {

constexpr std::size_t faults_max = 100;

/// The books before the first line, as a whole: an opened place may have brought something.
Book books_before(storage::Transaction& tx) {
  auto stored = storage::stored_book(tx);
  ensure(stored.lots.lot_count() == 0, "no fund has money before its first receipt");
  Book book{Book::Extent::whole};
  book.balances = std::move(stored.balances);
  book.items = std::move(stored.items);
  book.positions = std::move(stored.positions);
  for (const auto& [key, balance] : book.balances) {
    if (key.account == "1100" || key.account == "2110")
      book.covers[key.place].held += balance.amount;
  }
  return book;
}

void require_early(storage::Transaction& tx) {
  for (const auto& kind : storage::kinds_in_log(tx)) {
    require(kind != "history.imported", Errc::conflict,
            "history was imported before: that is done once");
    require(may_precede_history(kind), Errc::conflict,
            "history is imported before the first receipt or request, and there are such already");
  }
}

/// One import, stage by stage.
class Import {
 public:
  Import(Context& context, const std::vector<SigningKey>& keys, const HistoryOrder& order)
      : context_{context},
        order_{order},
        load_{context.database.conninfo()},
        now_{std::max(context.clock(), storage::last_written_at(load_.tx(), load_.head().size()))},
        signers_{history_signers(context, load_.tx(), keys)},
        reader_{load_.tx(), context.secrets, day_in_baku(now_)} {
    require(context.signer.refusal().empty(), Errc::unavailable,
            "the log's signer doesn't know these records: they have to be verified first");
    require_early(load_.tx());
    book_ = books_before(load_.tx());
    imported_seq_ = load_.head().size();
    envelope_ = {
        .at = to_text(now_), .by = signers_.people.front().person.text(), .cause = imported_seq_};
  }

  HistoryImport run(std::istream& file) {
    load_.open();
    HistoryFile lines{file};
    const auto read = [&] { return read_lines(lines.next(), reader_); };
    auto next = std::async(std::launch::async, read);
    std::future<void> written;
    for (auto lines_read = next.get(); !lines_read.empty(); lines_read = next.get()) {
      next = std::async(std::launch::async, read);
      auto rows = std::make_shared<const Rows>(decide(lines_read));
      if (written.valid()) written.get();
      if (outcome_.fault_count == 0)
        written = std::async(std::launch::async, [this, rows] {
          load_.records(rows->records);
          load_.postings(rows->postings);
        });
    }
    if (written.valid()) written.get();
    return finish();
  }

 private:
  struct Rows {
    storage::CopyRows records, postings;
  };

  Rows decide(const std::vector<HistoryLine>& lines);
  void decide(const HistoryLine& line, std::string_view salt, Rows& rows);
  void note(std::uint64_t line, std::string sentence);
  HistoryImport finish();
  void enter();
  void sign();

  Context& context_;
  const HistoryOrder& order_;
  storage::BulkLoad load_;
  Instant now_;
  HistorySigners signers_;
  HistoryReader reader_;
  Book book_{Book::Extent::whole};
  storage::DaySums days_;
  std::uint64_t imported_seq_ = 0;
  HistoryEnvelope envelope_;
  CompactRange entries_;      ///< Over the entries' bytes.
  std::vector<Hash> leaves_;  ///< Of the records; the one that goes before them comes last.
  HistoryImport outcome_;
};

void Import::note(std::uint64_t line, std::string sentence) {
  ++outcome_.fault_count;
  if (outcome_.faults.size() < faults_max) outcome_.faults.push_back({line, std::move(sentence)});
}

void Import::decide(const HistoryLine& line, std::string_view salt, Rows& rows) {
  const auto number = ++outcome_.count;
  if (!line.entry) return note(number, line.fault);
  const auto seq = imported_seq_ + number;
  try {
    book_.post(seq, *line.entry, Nature::fact);
  } catch (const Error& error) {
    return note(number, error.what());
  }
  entries_.append(line.leaf);
  const auto changes = book_.take_changes();
  if (outcome_.fault_count > 0) return;  // Nothing of it will be entered.
  storage::LogRow row{.seq = seq,
                      .kind = "history.line",
                      .at = now_,
                      .actor = envelope_.by,
                      .bytes = history_line_bytes(envelope_, seq, salt, line.bytes),
                      .leaf = {}};
  row.leaf = leaf_hash(row.bytes);
  leaves_.push_back(row.leaf);
  storage::add(rows.records, row);
  for (const auto& posting : changes.postings) storage::add(rows.postings, posting);
  storage::add(days_, changes.postings);
}

Import::Rows Import::decide(const std::vector<HistoryLine>& lines) {
  constexpr std::size_t salt_bytes = 16;
  const auto salts = random_bytes(context_.entropy, lines.size() * salt_bytes);
  Rows rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    decide(lines[i], std::string_view{salts}.substr(i * salt_bytes, salt_bytes), rows);
  }
  return rows;
}

HistoryImport Import::finish() {
  require(outcome_.count > 0, Errc::malformed, "the file has no lines");
  if (outcome_.fault_count > 0) return outcome_;
  outcome_.root = entries_.root();
  outcome_.lots = book_.lots.lot_count();
  require(!order_.root || *order_.root == outcome_.root, Errc::refused,
          "the file's root is another one than you named: nothing was entered");
  if (order_.enter) enter();
  return outcome_;
}

void Import::enter() {
  load_.book(book_, days_);
  auto record = signed_history(context_, signers_,
                               {{"count", outcome_.count},
                                {"lots", outcome_.lots},
                                {"root", to_base64url(as_bytes(outcome_.root))}});
  require_unexpired(record.acts, now_);
  const auto bytes = canonical(to_json(record, {.seq = imported_seq_,
                                                .at = now_,
                                                .salt = random_bytes(context_.entropy, 16),
                                                .by = envelope_.by}));
  const storage::LogRow row{.seq = imported_seq_,
                            .kind = record.kind,
                            .at = now_,
                            .actor = envelope_.by,
                            .bytes = bytes,
                            .leaf = leaf_hash(bytes)};
  auto after = load_.head();
  after.append(row.leaf);
  for (const auto& leaf : leaves_) after.append(leaf);
  storage::append(load_.tx(), load_.head(), after, {&row, 1});
  keep_recorded(load_.tx(), imported_seq_, record.acts);
  load_.tx().insert_added();
  load_.close();
  try {
    load_.commit();
  } catch (const Error&) {
    // The answer was lost, not necessarily the commit.
    if (!was_committed(context_.database.conninfo(), after.size() - 1, leaves_.back())) throw;
  }
  outcome_.seq = imported_seq_;
  sign();
}

/// What is entered stays entered: whoever starts next signs it otherwise.
void Import::sign() {
  try {
    context_.signer.sign(context_.database, context_.clock());
  } catch (const Error& error) {
    spdlog::error("the log's new head isn't signed yet: {}", error.what());
  }
}

}  // namespace

HistoryImport import_history(Context& context, std::istream& file,
                             const std::vector<SigningKey>& keys, const HistoryOrder& order) {
  return Import{context, keys, order}.run(file);
}

}  // namespace relief
