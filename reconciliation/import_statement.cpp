#include "reconciliation/import_statement.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/people/hmac.h"
#include "ledger/storage/places.h"
#include "reconciliation/advices.h"
#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/take_statement.h"

namespace relief::reconciliation {
namespace {

const Format& format_for(const BankFile& input) {
  require(!input.bytes.empty(), Errc::malformed, "the file is empty");
  const auto* format =
      input.format.empty() ? format_sent_as(input.media_type) : format_named(input.format);
  if (format == nullptr && input.format.empty()) format = format_of(input.bytes);
  require(format != nullptr, Errc::unsupported,
          "no format that is known here is at home in this file");
  return *format;
}

/// Keeps a file that isn't to be trusted, under the name and days of the statement that stands in
/// the way, where one can be told.
Facts quarantine(Work& work, const storage::Place& place, const FileOfStatements& file,
                 const Statement& statement, const std::vector<Fault>& faults) {
  auto row = row_of(work, place, statement, file);
  const auto reasons = to_json(faults);
  row.state = StatementState::quarantined;
  row.reasons = reasons.dump();
  insert(work.tx(), row);
  return {{"id", row.id.text()}, {"quarantined", true}, {"reasons", reasons}};
}

/// The statement that was taken before and says the same as this one, in other bytes.
std::optional<StatementId> delivered_before(Work& work, const storage::Place& place,
                                            const Statement& statement) {
  const auto to = last_day(statement);
  if (!to) return std::nullopt;
  for (const auto& row : statements_named(work.tx(), place.id, name_of(statement), *to)) {
    if (!row.file) continue;
    const auto kept = kept_file(work, *row.file);
    const auto reading = read_whole(work, place, *format_named(row.format), kept.bytes);
    const bool is_same = std::ranges::any_of(reading.statements, [&statement](const auto& other) {
      return same_content(other, statement);
    });
    if (is_same) return row.id;
  }
  return std::nullopt;
}

/// The statement of a file that says another thing than one of its name, days and page that waits
/// or is in the books, or null.
const Statement* contradicting(Work& work, const storage::Place& place,
                               const FileOfStatements& file,
                               const std::vector<Statement>& statements) {
  const auto found = std::ranges::find_if(statements, [&](const Statement& each) {
    return is_taken(work.tx(), row_of(work, place, each, file));
  });
  return found == statements.end() ? nullptr : &*found;
}

/// What became of a statement once those that waited had their turn.
Facts outcome_of(Work& work, const StatementId& id) {
  const auto row = find_statement(work.tx(), id);
  const auto reasons = nlohmann::json::parse(row.reasons);
  if (row.state == StatementState::quarantined) {
    return {{"id", row.id.text()}, {"quarantined", true}, {"reasons", reasons}};
  }
  auto facts = facts_of(row, row.seq);
  if (row.state == StatementState::waiting) facts["reasons"] = reasons;
  return facts;
}

/// What became of a file that was delivered before.
Facts outcome_before(Work& work, const FileId& earlier) {
  const auto rows = statements_of_file(work.tx(), earlier);
  if (rows.empty()) return {{"duplicate_of", earlier.text()}};
  return {{"duplicate_of", rows.front().id.text()},
          {"verdict", statement_states.text(rows.front().state)},
          {"reasons", nlohmann::json::parse(rows.front().reasons)}};
}

/// What a file that is set aside whole says of itself, as far as it was read.
Statement heading_as_read(const Reading& reading) {
  const bool is_read = reading.faults.empty() && !reading.statements.empty();
  return is_read ? heading_of(reading.statements) : Statement{};
}

/// Takes the statements of a file in their order; answers what became of the first.
Facts take_all(Work& work, const storage::Place& place, const FileOfStatements& file,
               const std::vector<Statement>& statements, const std::vector<Verdict>& verdicts) {
  const auto first = take(work, place, statements.front(), file, verdicts.front());
  for (std::size_t i = 1; i < statements.size(); ++i) {
    take(work, place, statements[i], file, verdicts[i]);
  }
  post_waiting(work, place);
  auto outcome = outcome_of(work, StatementId{first.at("id").get<std::string>()});
  if (const auto missing = first.find("missing"); missing != first.end()) {
    outcome["missing"] = *missing;
  }
  return outcome;
}

}  // namespace

Facts import_statement(Work& work, const BankFile& input) {
  require(input.bytes.size() <= max_file_bytes, Errc::too_large,
          "a bank's file has at most 128 MiB");
  const auto place = storage::find_place(work.tx(), input.place);
  require(place.type == storage::PlaceType::bank, Errc::conflict,
          "a cash box is told of by its count sheet");
  const auto& format = format_for(input);
  // A file that was set aside at another place, by mistake, is another delivery at this one.
  const auto mac =
      hmac_sha256(work.secrets().index.bytes(), "file\n" + place.id.text() + "\n" + input.bytes);
  if (const auto earlier = find_file_by_mac(work.tx(), mac)) return outcome_before(work, *earlier);

  auto reading = read_whole(work, place, format, input.bytes);
  const auto sealed = seal_file(work, input.bytes, mac);
  const FileOfStatements file{.format = std::string{format.name},
                              .id = sealed.row.id,
                              .commitment = sealed.row.commitment,
                              .key = sealed.key};
  const auto faults = delivery_faults(reading, place);
  if (!faults.empty()) {
    insert(work.tx(), sealed.row);
    return quarantine(work, place, file, heading_as_read(reading), faults);
  }
  if (reading.statements.size() == 1) {
    if (const auto earlier = delivered_before(work, place, reading.statements.front())) {
      return {{"duplicate_of", earlier->text()}};
    }
  }

  put_in_order(reading.statements);
  const auto verdicts = judge_in_turn(work, place, reading.statements);
  insert(work.tx(), sealed.row);
  if (!verdicts.back().is_sound()) {
    const auto stuck = std::ranges::find_if_not(verdicts, &Verdict::may_post) - verdicts.begin();
    return quarantine(work, place, file, reading.statements[static_cast<std::size_t>(stuck)],
                      faults_of(verdicts.back()));
  }
  if (const auto* other = contradicting(work, place, file, reading.statements)) {
    return quarantine(work, place, file, *other,
                      {{"statement", Reason::stmt_overlap_conflict,
                        "another statement has the same account, name and days, with other "
                        "content"}});
  }
  return take_all(work, place, file, reading.statements, verdicts);
}

}  // namespace relief::reconciliation
