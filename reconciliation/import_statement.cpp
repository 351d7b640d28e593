#include "reconciliation/import_statement.h"

#include <algorithm>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/people/hmac.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/places.h"
#include "reconciliation/bank_files.h"
#include "reconciliation/checks.h"
#include "reconciliation/csv_profiles.h"
#include "reconciliation/formats.h"
#include "reconciliation/money_at.h"
#include "reconciliation/post_statement.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t name_max = 100;    // Of what a bank calls its statement.
constexpr std::size_t reasons_max = 50;  // Of one file: enough to see what is wrong with it.

nlohmann::json to_json(const std::vector<Fault>& faults) {
  auto json = nlohmann::json::array();
  for (const auto& fault : faults) {
    if (json.size() == reasons_max) break;
    json.push_back({{"reason", reason_names.text(fault.reason)},
                    {"place", fault.place},
                    {"detail", fault.sentence}});
  }
  return json;
}

/// What a bank calls its statement, as far as it is kept: whole letters only.
std::string name_of(const Statement& statement) {
  auto name = statement.id.substr(0, name_max);
  while (!is_utf8(name)) name.pop_back();
  return name;
}

const Format& format_for(const BankFile& input) {
  require(!input.bytes.empty(), Errc::malformed, "the file is empty");
  const auto* format =
      input.format.empty() ? format_sent_as(input.media_type) : format_named(input.format);
  if (format == nullptr && input.format.empty()) format = format_of(input.bytes);
  require(format != nullptr, Errc::unsupported,
          "no format that is known here is at home in this file");
  return *format;
}

/// The file's faults, and those that it has as a delivery for this place.
std::vector<Fault> faults_of(const Reading& reading, const storage::Place& place) {
  auto faults = reading.faults;
  if (faults.empty() && reading.statements.empty()) {
    faults.push_back({"file", Reason::format_invalid, "the file has no statement"});
  }
  for (std::size_t i = 0; i < reading.statements.size(); ++i) {
    const auto& statement = reading.statements[i];
    const auto at = "statement " + std::to_string(i + 1);
    if (statement.account != place.iban) {
      faults.push_back({at, Reason::account_unknown, "the statement is of another account"});
    }
    if (statement.currency != nullptr && *statement.currency != *place.currency) {
      faults.push_back({at, Reason::ccy_mismatch, "the statement is in another currency"});
    }
    if (statement.kind != Kind::statement) {
      faults.push_back({at, Reason::stmt_provisional,
                        "this is news of the day; only the statement that follows is posted"});
    }
    if (const auto repeated = repeats(statement, std::span{reading.statements}.first(i))) {
      faults.push_back({at, repeated->reason, repeated->sentence});
    }
  }
  return faults;
}

/// What the file says, with its pages put together.
Reading read_whole(Work& work, const storage::Place& place, const Format& format,
                   std::string_view bytes) {
  auto reading = format.read(bytes, {.charset = {}, .csv = csv_profile_at(work.tx(), place.id)});
  if (reading.faults.empty()) reading.statements = join_pages(std::move(reading.statements));
  return reading;
}

/// Where the books of a place ended: its last posted statement, or what it opened with.
std::optional<PreviousClosing> previous_closing(Work& work, const storage::Place& place) {
  const auto last = last_posted(work.tx(), place.id);
  if (!last) return std::nullopt;
  return PreviousClosing{.balance = {.amount = last->closing, .on = last->to},
                         .sequence = std::nullopt};
}

/// An account's first statement begins with what its place was opened with.
void check_first(Work& work, const storage::Place& place, const Statement& statement,
                 Verdict& verdict) {
  if (last_posted(work.tx(), place.id) || !statement.opening) return;
  if (statement.opening->amount == money_at(work.tx(), place)) return;
  verdict.quarantine.push_back(
      {"statement", Reason::stmt_chain_break,
       "the first statement doesn't begin with what the place opened with"});
}

StatementRow row_of(Work& work, const storage::Place& place, const Statement& statement,
                    const std::string& format, const std::optional<FileId>& file) {
  const auto to = last_day(statement).value_or(work.today());
  return {.id = work.new_id<StatementId>(),
          .place = place.id,
          .format = format,
          .bank_id = name_of(statement),
          .from = statement.from.value_or(to),
          .to = to,
          .opening = statement.opening ? statement.opening->amount : Money::zero(*place.currency),
          .closing = statement.closing ? statement.closing->amount : Money::zero(*place.currency),
          .count = static_cast<int>(statement.lines.size()),
          .file = file,
          .state = StatementState::posted,
          .reasons = "[]",
          .imported_by = work.actor().person,
          .imported_at = work.now(),
          .seq = std::nullopt};
}

Facts quarantine(Work& work, const storage::Place& place, const Format& format,
                 const SealedFile& file, const std::vector<Fault>& faults) {
  auto row = row_of(work, place, {}, std::string{format.name}, file.row.id);
  const auto reasons = to_json(faults);
  row.state = StatementState::quarantined;
  row.reasons = reasons.dump();
  insert(work.tx(), file.row);
  insert(work.tx(), row);
  return {{"id", row.id.text()}, {"quarantined", true}, {"reasons", reasons}};
}

Facts facts_of(const StatementRow& row, std::optional<std::uint64_t> seq) {
  Facts facts{
      {"id", row.id.text()},
      {"verdict", statement_states.text(row.state)},
      {"lines", row.count},
      {"opening", {{"amount", row.opening.decimal()}, {"currency", row.opening.currency().code}}},
      {"closing", {{"amount", row.closing.decimal()}, {"currency", row.closing.currency().code}}}};
  if (seq) facts["seq"] = *seq;
  return facts;
}

/// The statement that was taken before and says the same as this one, in other bytes.
std::optional<StatementId> delivered_before(Work& work, const storage::Place& place,
                                            const Statement& statement) {
  const auto name = name_of(statement);
  const auto to = last_day(statement);
  if (!to) return std::nullopt;
  const auto day = to_text(*to);
  std::string id, file, format;
  work.tx().sql() << R"sql(
      select id, file, format from statement
       where place = :place and bank_id = :name and to_on = cast(:day as date)
         and file is not null and state <> 'quarantined'
       order by statement.imported_at, id limit 1
    )sql",
      storage::in(place.id, "place"), storage::in(name, "name"), storage::in(day, "day"),
      soci::into(id), soci::into(file), soci::into(format);
  if (!work.tx().sql().got_data()) return std::nullopt;
  const auto kept = kept_file(work, FileId{file});
  const auto reading = read_whole(work, place, *format_named(format), kept.bytes);
  const bool is_same = std::ranges::any_of(reading.statements, [&statement](const auto& other) {
    return same_content(other, statement);
  });
  return is_same ? std::optional{StatementId{id}} : std::nullopt;
}

/// Posts the statements that waited and whose turn has come.
void post_waiting(Work& work, const storage::Place& place) {
  for (bool again = true; std::exchange(again, false);) {
    for (const auto& row : waiting_at(work.tx(), place.id)) {
      const auto file = kept_file(work, *row.file);
      const auto reading = read_whole(work, place, *format_named(row.format), file.bytes);
      const auto found = std::ranges::find_if(reading.statements, [&row](const auto& each) {
        return name_of(each) == row.bank_id && last_day(each).value_or(row.to) == row.to;
      });
      if (found == reading.statements.end()) continue;
      const auto verdict = check(*found, previous_closing(work, place));
      if (!verdict.may_post()) continue;
      post_statement(work, place,
                     {.statement = as_moved(*found, verdict.reversals),
                      .row = row,
                      .file_commitment = file.row.commitment,
                      .file_key = file.key},
                     false, false);
      again = true;
      break;
    }
  }
}

/// Posts one statement of a file, or lets it wait.
Facts take(Work& work, const storage::Place& place, const Statement& statement,
           const Format& format, const SealedFile& file, const Verdict& verdict) {
  auto row = row_of(work, place, statement, std::string{format.name}, file.row.id);
  if (!verdict.waits.empty()) {
    row.state = StatementState::waiting;
    row.reasons = to_json(verdict.waits).dump();
    insert(work.tx(), row);
    auto facts = facts_of(row, std::nullopt);
    facts["reasons"] = to_json(verdict.waits);
    return facts;
  }
  const auto seq = post_statement(work, place,
                                  {.statement = as_moved(statement, verdict.reversals),
                                   .row = row,
                                   .file_commitment = file.row.commitment,
                                   .file_key = file.key},
                                  true, false);
  return facts_of(row, seq);
}

/// A file is taken whole or not at all, so all its statements are judged before any is posted; up
/// to the first that is unsound.
std::vector<Verdict> judge(Work& work, const storage::Place& place,
                           const std::vector<Statement>& statements) {
  std::vector<Verdict> verdicts;
  auto previous = previous_closing(work, place);
  for (const auto& statement : statements) {
    auto& verdict = verdicts.emplace_back(check(statement, previous));
    if (verdicts.size() == 1) check_first(work, place, statement, verdict);
    if (!verdict.is_sound()) break;
    if (statement.closing) {
      previous = PreviousClosing{.balance = *statement.closing, .sequence = std::nullopt};
    }
  }
  return verdicts;
}

}  // namespace

Facts import_statement(Work& work, const BankFile& input) {
  require(input.bytes.size() <= max_file_bytes, Errc::too_large,
          "a bank's file has at most 128 MiB");
  const auto place = storage::find_place(work.tx(), input.place);
  require(place.type == storage::PlaceType::bank, Errc::conflict,
          "a cash box is told of by its count sheet");
  // A file that was set aside at another place, by mistake, is another delivery at this one.
  const auto mac =
      hmac_sha256(work.secrets().index.bytes(), "file\n" + place.id.text() + "\n" + input.bytes);
  if (const auto earlier = find_file_by_mac(work.tx(), mac)) {
    const auto first = statement_of_file(work.tx(), *earlier);
    return {{"duplicate_of", first ? first->id.text() : earlier->text()}};
  }

  const auto& format = format_for(input);
  auto reading = read_whole(work, place, format, input.bytes);
  const auto file = seal_file(work, input.bytes, mac);
  const auto faults = faults_of(reading, place);
  if (!faults.empty()) return quarantine(work, place, format, file, faults);
  if (reading.statements.size() == 1) {
    if (const auto earlier = delivered_before(work, place, reading.statements.front())) {
      return {{"duplicate_of", earlier->text()}};
    }
  }

  std::ranges::stable_sort(reading.statements, {},
                           [](const Statement& each) { return last_day(each).value_or(Date{}); });
  const auto verdicts = judge(work, place, reading.statements);
  for (const auto& verdict : verdicts) {
    if (!verdict.is_sound()) return quarantine(work, place, format, file, verdict.quarantine);
  }
  insert(work.tx(), file.row);
  Facts facts;
  for (std::size_t i = 0; i < reading.statements.size(); ++i) {
    auto one = take(work, place, reading.statements[i], format, file, verdicts[i]);
    if (i == 0) facts = std::move(one);
  }
  post_waiting(work, place);
  return facts;
}

}  // namespace relief::reconciliation
