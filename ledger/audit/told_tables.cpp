#include "ledger/audit/told_tables.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/audit/checks.h"

namespace relief::audit {

/// A table, and the columns that say what records say.
struct ToldTable {
  std::string_view name;
  std::string_view seq;      ///< The column with the record's number.
  std::string_view columns;  ///< SQL, separated by semicolons.
};

namespace {

/// What a record of a kind says in the columns of its table: names of its fields, separated by
/// spaces; "by" and "at" are who it is by and its time, "@place" is the place of its entry,
/// "@file" the bank's file, "@kinds" those of its documents, and "=" begins a text that stands
/// there as it is.
struct Telling {
  std::string_view kind;
  ToldTable table;
  std::string_view fields;
  std::string_view only_with = {};  ///< A field without which such a record has no row.
};

constexpr ToldTable decisions{"decision", "seq", "request;version;person;decision"};
constexpr ToldTable gifts{"gift", "seq",
                          "id;donor;source;fund;place;amount;currency;received_on;evidence"};

/// A fund's purposes stand in its row with blanks between them, in its record as a JSON list. Terms
/// hold only beside a clause, so none stand without.
constexpr ToldTable opened_funds{"fund", "seq",
                                 "id;from_on;to_on;group_code;"
                                 "'[\"' || replace(nullif(purposes, ''), ' ', '\",\"') || '\"]';"
                                 "coalesce(clause, '') = '' and (coalesce(purposes, '') <> '' or "
                                 "from_on is not null or to_on is not null "
                                 "or group_code is not null)"};
constexpr ToldTable rulebooks{"rulebook", "seq",
                              "version;translate(rtrim(encode(sha256(convert_to(text, 'UTF8')), "
                              "'base64'), '='), '+/', '-_')"};

constexpr std::array tellings{
    Telling{"batch.ordered",
            {"batch", "seq",
             "id;place;execution_date;count;amount;currency;ordered_by;instant_text(ordered_at)"},
            "batch place date count money currency by at"},
    Telling{"case.opened",
            {"relief_case", "seq", "id;opened_by;instant_text(opened_at);group_code"},
            "case by at group"},
    Telling{"exception.raised",
            {"open_exception", "raised_seq",
             "id;code;place;statement;line;amount;currency;instant_text(raised_at)"},
            "exception code place statement line money currency at"},
    Telling{"exception.resolved",
            {"open_exception", "resolved_seq", "id;resolution"},
            "exception code"},
    Telling{"fund.opened", opened_funds, "fund from to group purposes =false"},
    Telling{"genesis", opened_funds, "=fnd_unassigned = = = = =false"},
    Telling{"genesis", rulebooks, "=1 digest"},
    Telling{
        "line.posted",
        {"statement_line", "seq",
         "statement;number;amount;currency;booked_on;value_on;stage;reason;"
         "case when items = '' then '[]' else '[\"' || replace(items, ' ', '\",\"') || '\"]' end"},
        "statement line money currency booked_on value_on stage code items"},
    Telling{"organisation.added", {"organisation", "seq", "id;type"}, "org type"},
    // A month's last day is the one before a first.
    Telling{"period.closed",
            {"period_close", "seq",
             "period;to_char(last_day, 'YYYY-MM');extract(day from last_day + 1)"},
            "period period =1"},
    Telling{"place.opened",
            {"place", "seq", "id;type;currency;organisation"},
            "place type currency org"},
    Telling{"receipt.announced", gifts, "gift donor source fund place money currency date @kinds"},
    Telling{"receipt.identified", gifts, "item donor source fund @place money currency date @kinds",
            "source"},
    Telling{"reconciliation.signed",
            {"reconciliation", "seq",
             "id;place;date;statement;closing;book;difference;currency;"
             "translate(rtrim(encode(items, 'base64'), '='), '+/', '-_')"},
            "reconciliation place date statement closing book difference currency items"},
    Telling{"request.approved", decisions, "request version by =approved"},
    Telling{"request.rejected", decisions, "request version by =rejected"},
    Telling{"request.submitted",
            {"request", "seq", "id;filed_by;instant_text(filed_at)"},
            "request by at"},
    Telling{"entry.reversed", {"reversal", "seq", "reversed"}, "reversed"},
    Telling{"rulebook.adopted", rulebooks, "version digest"},
    Telling{"statement.accepted",
            {"statement_acceptance", "seq", "statement;code;faults;difference;currency"},
            "statement code faults difference currency"},
    Telling{"statement.imported",
            {"statement", "seq",
             "id;place;from_on;to_on;opening;closing;currency;count;state;"
             "(select translate(rtrim(encode(commitment, 'base64'), '='), '+/', '-_') "
             "from vault.file where file.id = statement.file)"},
            "statement place from to opening closing currency count =posted @file"},
    Telling{
        "transfer.ordered",
        {"transfer", "seq", "id;fund;from_place;to_place;amount;currency;instant_text(ordered_at)"},
        "transfer fund place to_place money currency at"},
    Telling{"year.closed", {"year_close", "seq", "year;fund"}, "year fund"},
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string place_of(const Record& record) {
  if (!record.entry) return {};
  const auto& lines = record.entry->lines;
  const auto line = std::ranges::find_if(lines, [](const Line& one) { return !one.place.empty(); });
  return line == lines.end() ? std::string{} : line->place;
}

/// The kinds of the documents that a gift rests on, in their order.
std::string kinds_in(const Record& record) {
  std::string kinds;
  const auto evidence = record.fields.find("evidence");
  if (evidence == record.fields.end()) return kinds;
  for (const auto& each : *evidence) {
    kinds += (kinds.empty() ? "" : " ") + each.at("kind").get<std::string>();
  }
  return kinds;
}

std::string value_of(const ReadRecord& read, const std::string& field) {
  if (field == "by") return read.envelope.by;
  if (field == "at") return relief::to_text(read.envelope.at);
  if (field == "@place") return place_of(read.record);
  if (field == "@kinds") return kinds_in(read.record);
  // What people counted themselves is no file.
  if (field == "@file") return read.record.acts.empty() ? value_of(read, "file") : std::string{};
  if (field.starts_with('=')) return field.substr(1);
  const auto value = read.record.fields.find(field);
  if (value == read.record.fields.end()) return {};
  return value->is_string() ? value->get<std::string>() : value->dump();
}

std::string row_of(const ReadRecord& read, const Telling& telling) {
  std::string row;
  bool first = true;
  for (const auto& field : split(telling.fields, ' ')) {
    if (!std::exchange(first, false)) row += '|';
    row += value_of(read, field);
  }
  return row;
}

/// The first telling of each table stands for it.
const ToldTable& same_table(const ToldTable& table) {
  return std::ranges::find_if(tellings,
                              [&](const Telling& telling) {
                                return telling.table.name == table.name &&
                                       telling.table.seq == table.seq;
                              })
      ->table;
}

void compare_rows(std::string_view table, std::vector<storage::ToldRow> stored,
                  std::vector<storage::ToldRow> told) {
  std::ranges::sort(stored);
  std::ranges::sort(told);
  const auto [left, right] = std::ranges::mismatch(stored, told);
  if (left == stored.end() && right == told.end()) return;
  const bool strange = right == told.end() || (left != stored.end() && left->seq < right->seq);
  const auto name = std::string{table};
  if (strange) fail("a row of the table " + name + " follows from no record", left->seq);
  fail("the table " + name + " doesn't say what the record says", right->seq);
}

}  // namespace

void ToldTables::add(const ReadRecord& read) {
  for (const auto& telling : tellings) {
    if (telling.kind != read.record.kind) continue;
    const bool has_row =
        telling.only_with.empty() || read.record.fields.contains(std::string{telling.only_with});
    if (!has_row) continue;
    rows_[&same_table(telling.table)].push_back(
        {.seq = read.envelope.seq, .text = row_of(read, telling)});
    ++count_;
  }
}

void ToldTables::compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to) {
  for (const auto& telling : tellings) {
    const auto* table = &same_table(telling.table);
    if (table != &telling.table) continue;
    auto stored = storage::told_rows(tx, std::string{table->name}, std::string{table->seq},
                                     split(table->columns, ';'), from, to);
    compare_rows(table->name, std::move(stored), std::move(rows_[table]));
    rows_.erase(table);
  }
}

}  // namespace relief::audit
