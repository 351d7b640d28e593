#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

enum class StatementState {
  posted,       ///< Its lines are in the books.
  waiting,      ///< Sound, but the statement before it hasn't come.
  quarantined,  ///< Not to be trusted; nothing of it is in the books.
  discarded,    ///< Nobody wants it: as if it had never come.
};

inline constexpr auto statement_states = names<StatementState>({
    {StatementState::posted, "posted"},
    {StatementState::waiting, "waiting"},
    {StatementState::quarantined, "quarantined"},
    {StatementState::discarded, "discarded"},
});

/// What is kept of a statement, posted or not.
struct StatementRow {
  StatementId id;
  PlaceId place;
  std::string format;
  std::string bank_id;                 ///< The bank's name for it.
  int page = 1;                        ///< The first that it has, where the bank cut it in pages.
  std::optional<Page> last_page = {};  ///< The last; of old rows unknown.
  std::optional<long> sequence = {};   ///< The bank's number for it, the same on all its pages.
  Date from, to;
  Money opening, closing;
  int count;  ///< Of its lines.
  std::optional<FileId> file;
  StatementState state;
  std::string reasons;  ///< Why it waits or is quarantined: codes and sentences, JSON.
  PersonId imported_by;
  Instant imported_at;
  std::optional<std::uint64_t> seq;
};

/// What of a list is wanted: at most so many of the things after one of them, or from its
/// beginning.
struct Slice {
  std::string after = {};  ///< The identifier of a thing in the list.
  int limit;
};

void insert(storage::Transaction& tx, const StatementRow& row);

/// Throws Error{not_found}.
StatementRow find_statement(storage::Transaction& tx, const StatementId& id);
/// Those of a place, or (empty) of all, by their days. Throws Error{not_found} as find_statement.
std::vector<StatementRow> statements_at(storage::Transaction& tx, const std::string& place,
                                        const Slice& slice);
/// The posted statement of a place that ends last, on or before a day where one is given.
std::optional<StatementRow> last_posted(storage::Transaction& tx, const PlaceId& place,
                                        std::optional<Date> by = std::nullopt);
/// The posted statement of a place that begins first after a day.
std::optional<StatementRow> first_posted_after(storage::Transaction& tx, const PlaceId& place,
                                               Date day);
/// The posted statements of a place that tell of any of these days.
std::vector<StatementRow> posted_between(storage::Transaction& tx, const PlaceId& place, Date from,
                                         Date to);
std::vector<StatementRow> waiting_at(storage::Transaction& tx, const PlaceId& place);
/// The files of advices (camt.054) that are kept for a place, by their days.
std::vector<StatementRow> advices_at(storage::Transaction& tx, const PlaceId& place);
/// The statements that came in a file and weren't discarded: all, or where it was set aside, the
/// one that stood in the way.
std::vector<StatementRow> statements_of_file(storage::Transaction& tx, const FileId& file);
/// Whether any statement of a file was discarded.
bool has_discarded(storage::Transaction& tx, const FileId& file);
/// Statements of this name that end on this day at the place, posted or waiting, as they came.
std::vector<StatementRow> statements_named(storage::Transaction& tx, const PlaceId& place,
                                           const std::string& bank_id, Date to);
/// Statements of this name, or of this number of the bank's, at the place, posted or waiting.
std::vector<StatementRow> statements_alike(storage::Transaction& tx, const PlaceId& place,
                                           const std::string& bank_id,
                                           std::optional<long> sequence);
/// Whether another statement of this name, these days and this page waits or is posted at the
/// place.
bool is_taken(storage::Transaction& tx, const StatementRow& row);
/// Says what was posted of a statement that waited or was set aside.
void set_posted(storage::Transaction& tx, const StatementRow& row);
/// Says why a statement that waited is never posted.
void set_aside(storage::Transaction& tx, const StatementId& id, const std::string& reasons);
/// Says that nobody wants a statement that waited or was set aside.
void set_discarded(storage::Transaction& tx, const StatementId& id);

/// What became of a line.
struct LineRow {
  StatementId statement;
  int number;  ///< Of the line; several rows where its details settled different things.
  Money amount;
  Date booked_on, value_on;
  std::string stage;
  std::string reason;  ///< Empty where it was matched.
  std::string items;   ///< Identifiers, separated by spaces.
  std::string sealed;  ///< What the bank wrote of it, under the file's key.
  std::uint64_t seq;
};

void insert(storage::Transaction& tx, const LineRow& row);
/// The lines of a statement, as they were posted: at most `limit` after a record.
std::vector<LineRow> lines_of(storage::Transaction& tx, const StatementId& statement,
                              std::uint64_t after, int limit);

/// A bank's file, sealed as it came.
struct FileRow {
  FileId id;
  std::string commitment, key;  ///< What records say of it, and what opens that.
  std::string mac;              ///< Keyed: tells whether the same bytes came before.
  std::string wrapped;          ///< The file's own key, under the master key.
  std::string sealed;
};

void insert(storage::Transaction& tx, const FileRow& row);
std::optional<FileId> find_file_by_mac(storage::Transaction& tx, const std::string& mac);
FileRow find_file(storage::Transaction& tx, const FileId& id);

/// Something that somebody must look into.
struct ExceptionRow {
  ExceptionId id;
  std::string code;
  PlaceId place;
  std::optional<StatementId> statement;
  std::optional<int> line;
  std::optional<Money> amount;
  Instant raised_at;
  std::uint64_t raised_seq;
  std::optional<std::uint64_t> resolved_seq;
  std::string resolution;
  std::optional<Instant> resolved_at{};
  std::optional<ClaimId> claim{};  ///< Where the fund keeps what it is about, if it does.
};

enum class ExceptionState { open, resolved };

inline constexpr auto exception_states = names<ExceptionState>({
    {ExceptionState::open, "open"},
    {ExceptionState::resolved, "resolved"},
});

void insert(storage::Transaction& tx, const ExceptionRow& row);
ExceptionRow find_exception(storage::Transaction& tx, const ExceptionId& id);
/// Those in a state, or all, as they were raised. Throws Error{not_found} as find_exception.
std::vector<ExceptionRow> exceptions(storage::Transaction& tx, std::optional<ExceptionState> state,
                                     const Slice& slice);
/// Those of a statement and its lines that nobody has resolved.
std::vector<ExceptionRow> open_exceptions_of(storage::Transaction& tx,
                                             const StatementId& statement);
void resolve(storage::Transaction& tx, const ExceptionId& id, const std::string& resolution,
             std::uint64_t seq);

}  // namespace relief::reconciliation
