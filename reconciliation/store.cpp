#include "reconciliation/store.h"

#include <algorithm>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::reconciliation {
namespace {

using storage::in;
using storage::Transaction;

template <class Number>
std::string text_or_empty(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : std::string{};
}

struct StatementColumns {
  std::string id, place, format, bank_id, last_page, is_last, sequence, from, to, opening, closing,
      code, file, state, reasons, by, at, seq;
  int page = 1;
  int count = 0;

  [[nodiscard]] std::optional<Page> end() const {
    if (last_page.empty()) return std::nullopt;
    return Page{.number = std::stoi(last_page), .is_last = is_last == "true"};
  }

  [[nodiscard]] StatementRow row() const {
    const auto& in_currency = currency(code);
    return {.id = StatementId{id},
            .place = PlaceId{place},
            .format = format,
            .bank_id = bank_id,
            .page = page,
            .last_page = end(),
            .sequence = sequence.empty() ? std::nullopt : std::optional{std::stol(sequence)},
            .from = parse_date(from),
            .to = parse_date(to),
            .opening = Money::of_units(opening, in_currency),
            .closing = Money::of_units(closing, in_currency),
            .count = count,
            .file = file.empty() ? std::nullopt : std::optional{FileId{file}},
            .state = statement_states.value(state),
            .reasons = reasons,
            .imported_by = PersonId{by},
            .imported_at = parse_instant(at),
            .seq = seq.empty() ? std::nullopt : std::optional{std::stoull(seq)}};
  }
};

/// What of a row's pages is written as text, since it may be unknown.
struct PageColumns {
  explicit PageColumns(const StatementRow& row) : sequence{text_or_empty(row.sequence)} {
    if (!row.last_page) return;
    last = std::to_string(row.last_page->number);
    is_last = row.last_page->is_last ? "true" : "false";
  }

  std::string last, is_last, sequence;
};

/// Each is a value, or empty where all pass; a name passes with the sequence as well, and a day
/// between since and until passes of those that a statement tells of.
struct StatementFilter {
  std::string id = {}, place = {}, file = {}, format = {}, state = {}, named = {}, sequence = {},
              to = {}, since = {}, until = {}, after = {};
  int limit = 0;  ///< Zero is none.
};

/// The statements that pass, in the order of their days; one that isn't posted comes last of a day.
std::vector<StatementRow> select_statements(Transaction& tx, const StatementFilter& filter) {
  StatementColumns c;
  std::vector<StatementRow> rows;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, place, format, bank_id, page, coalesce(last_page::text, ''),
             coalesce(is_last::text, ''), coalesce(sequence::text, ''), from_on::text, to_on::text,
             opening::text, closing::text, currency, count, coalesce(file, ''), state, reasons,
             imported_by, instant_text(imported_at), coalesce(seq::text, '')
        from statement
       where (:id = '' or id = :id) and (:place = '' or place = :place)
         and (:file = '' or file = :file) and (:state = '' or state = :state)
         and (:format = '' or format = :format)
         and (:named = '' or bank_id = :named or sequence::text = :sequence)
         and (:to = '' or to_on::text = :to)
         and (:since = '' or to_on >= cast(nullif(:since, '') as date))
         and (:until = '' or from_on <= cast(nullif(:until, '') as date))
         and (:after = '' or (to_on, from_on, coalesce(seq, 9223372036854775807), id) >
              (select last.to_on, last.from_on, coalesce(last.seq, 9223372036854775807), last.id
                 from statement last where last.id = :after))
       order by statement.to_on, statement.from_on, statement.seq nulls last, id
       limit nullif(:limit, 0)
    )sql",
       in(filter.id, "id"), in(filter.place, "place"), in(filter.file, "file"),
       in(filter.format, "format"), in(filter.state, "state"), in(filter.named, "named"),
       in(filter.sequence, "sequence"), in(filter.to, "to"), in(filter.since, "since"),
       in(filter.until, "until"), in(filter.after, "after"), in(filter.limit, "limit"),
       soci::into(c.id), soci::into(c.place), soci::into(c.format), soci::into(c.bank_id),
       soci::into(c.page), soci::into(c.last_page), soci::into(c.is_last), soci::into(c.sequence),
       soci::into(c.from), soci::into(c.to), soci::into(c.opening), soci::into(c.closing),
       soci::into(c.code), soci::into(c.count), soci::into(c.file), soci::into(c.state),
       soci::into(c.reasons), soci::into(c.by), soci::into(c.at), soci::into(c.seq));
  for (statement.execute(); statement.fetch();) rows.push_back(c.row());
  return rows;
}

/// The statement of this identifier; none for an empty one.
std::optional<StatementRow> statement_if_any(Transaction& tx, const std::string& id) {
  if (id.empty()) return std::nullopt;
  return select_statements(tx, {.id = id}).front();
}

/// Those that wait or are in the books.
std::vector<StatementRow> taken(std::vector<StatementRow> rows) {
  std::erase_if(rows, [](const StatementRow& row) {
    return row.state != StatementState::posted && row.state != StatementState::waiting;
  });
  return rows;
}

std::vector<StatementRow> without_discarded(std::vector<StatementRow> rows) {
  std::erase_if(rows,
                [](const StatementRow& row) { return row.state == StatementState::discarded; });
  return rows;
}

}  // namespace

void insert(Transaction& tx, const StatementRow& row) {
  const auto from = to_text(row.from);
  const auto to = to_text(row.to);
  const auto opening = row.opening.units_text();
  const auto closing = row.closing.units_text();
  const std::string code{row.closing.currency().code};
  const auto file = row.file ? row.file->text() : std::string{};
  const std::string state{statement_states.text(row.state)};
  const auto at = to_text(row.imported_at);
  const auto seq = text_or_empty(row.seq);
  const PageColumns pages{row};
  tx.change() << R"sql(
      insert into statement (id, place, format, bank_id, page, last_page, is_last, sequence,
                             from_on, to_on, opening, closing, currency, count, file, state,
                             reasons, imported_by, imported_at, seq)
      values (:id, :place, :format, :bank_id, :page, cast(nullif(:last_page, '') as int),
              cast(nullif(:is_last, '') as boolean), cast(nullif(:sequence, '') as bigint),
              cast(:from as date), cast(:to as date), cast(:opening as numeric),
              cast(:closing as numeric), :currency, :count,
              nullif(:file, ''), :state, :reasons, :by, cast(:at as timestamptz),
              cast(nullif(:seq, '') as bigint))
    )sql",
      in(row.id, "id"), in(row.place, "place"), in(row.format, "format"),
      in(row.bank_id, "bank_id"), in(row.page, "page"), in(pages.last, "last_page"),
      in(pages.is_last, "is_last"), in(pages.sequence, "sequence"), in(from, "from"), in(to, "to"),
      in(opening, "opening"), in(closing, "closing"), in(code, "currency"), in(row.count, "count"),
      in(file, "file"), in(state, "state"), in(row.reasons, "reasons"), in(row.imported_by, "by"),
      in(at, "at"), in(seq, "seq");
}

StatementRow find_statement(Transaction& tx, const StatementId& id) {
  auto rows = select_statements(tx, {.id = id.text()});
  require(!rows.empty(), Errc::not_found, "there is no such statement");
  return rows.front();
}

std::vector<StatementRow> statements_at(Transaction& tx, const std::string& place,
                                        const Slice& slice) {
  if (!slice.after.empty()) find_statement(tx, StatementId{slice.after});
  return select_statements(tx, {.place = place, .after = slice.after, .limit = slice.limit});
}

std::optional<StatementRow> last_posted(Transaction& tx, const PlaceId& place,
                                        std::optional<Date> by) {
  const auto until = by ? to_text(*by) : std::string{};
  std::string id;
  tx.sql() << R"sql(
      select id from statement
       where place = :place and state = 'posted'
         and to_on <= coalesce(cast(nullif(:until, '') as date), 'infinity')
       order by to_on desc, from_on desc, statement.seq desc limit 1
    )sql",
      in(place, "place"), in(until, "until"), soci::into(id);
  return statement_if_any(tx, id);
}

std::optional<StatementRow> first_posted_after(Transaction& tx, const PlaceId& place, Date day) {
  const auto after = to_text(day);
  std::string id;
  tx.sql() << R"sql(
      select id from statement
       where place = :place and state = 'posted' and from_on > cast(:after as date)
       order by from_on, to_on, statement.seq limit 1
    )sql",
      in(place, "place"), in(after, "after"), soci::into(id);
  return statement_if_any(tx, id);
}

std::vector<StatementRow> posted_between(Transaction& tx, const PlaceId& place, Date from,
                                         Date to) {
  return select_statements(
      tx, {.place = place.text(), .state = "posted", .since = to_text(from), .until = to_text(to)});
}

std::vector<StatementRow> waiting_at(Transaction& tx, const PlaceId& place) {
  return select_statements(tx, {.place = place.text(), .state = "waiting"});
}

std::vector<StatementRow> advices_at(Transaction& tx, const PlaceId& place) {
  return without_discarded(select_statements(tx, {.place = place.text(), .format = "camt.054"}));
}

std::vector<StatementRow> statements_of_file(Transaction& tx, const FileId& file) {
  return without_discarded(select_statements(tx, {.file = file.text()}));
}

bool has_discarded(Transaction& tx, const FileId& file) {
  return !select_statements(tx, {.file = file.text(), .state = "discarded", .limit = 1}).empty();
}

std::vector<StatementRow> statements_named(Transaction& tx, const PlaceId& place,
                                           const std::string& bank_id, Date to) {
  auto rows =
      taken(select_statements(tx, {.place = place.text(), .named = bank_id, .to = to_text(to)}));
  std::ranges::stable_sort(rows, {}, &StatementRow::imported_at);
  return rows;
}

std::vector<StatementRow> statements_alike(Transaction& tx, const PlaceId& place,
                                           const std::string& bank_id,
                                           std::optional<long> sequence) {
  return taken(select_statements(
      tx, {.place = place.text(), .named = bank_id, .sequence = text_or_empty(sequence)}));
}

bool is_taken(Transaction& tx, const StatementRow& row) {
  const auto from = to_text(row.from);
  const auto to = to_text(row.to);
  int count = 0;
  tx.sql() << R"sql(
      select count(*) from statement
       where place = :place and bank_id = :bank_id and from_on = cast(:from as date)
         and to_on = cast(:to as date) and page = :page and state in ('posted', 'waiting')
         and id <> :id
    )sql",
      in(row.place, "place"), in(row.bank_id, "bank_id"), in(from, "from"), in(to, "to"),
      in(row.page, "page"), in(row.id, "id"), soci::into(count);
  return count > 0;
}

void set_posted(Transaction& tx, const StatementRow& row) {
  const auto from = to_text(row.from);
  const auto to = to_text(row.to);
  const auto opening = row.opening.units_text();
  const auto closing = row.closing.units_text();
  const auto record = text_or_empty(row.seq);
  const PageColumns pages{row};
  tx.change() << R"sql(
      update statement set state = 'posted', reasons = '[]', seq = cast(:seq as bigint),
                           bank_id = :bank_id, page = :page,
                           last_page = cast(nullif(:last_page, '') as int),
                           is_last = cast(nullif(:is_last, '') as boolean),
                           sequence = cast(nullif(:sequence, '') as bigint),
                           from_on = cast(:from as date),
                           to_on = cast(:to as date), opening = cast(:opening as numeric),
                           closing = cast(:closing as numeric), count = :count
       where id = :id
    )sql",
      in(record, "seq"), in(row.bank_id, "bank_id"), in(row.page, "page"),
      in(pages.last, "last_page"), in(pages.is_last, "is_last"), in(pages.sequence, "sequence"),
      in(from, "from"), in(to, "to"), in(opening, "opening"), in(closing, "closing"),
      in(row.count, "count"), in(row.id, "id");
}

void set_aside(Transaction& tx, const StatementId& id, const std::string& reasons) {
  tx.change() << "update statement set state = 'quarantined', reasons = :reasons where id = :id",
      in(reasons, "reasons"), in(id, "id");
}

void set_discarded(Transaction& tx, const StatementId& id) {
  tx.change() << "update statement set state = 'discarded' where id = :id", in(id, "id");
}

}  // namespace relief::reconciliation
