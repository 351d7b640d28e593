#include "reconciliation/import_statement.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/people/hmac.h"
#include "ledger/storage/places.h"
#include "reconciliation/advices.h"
#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/late_advices.h"
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
StatementRow keep_aside(Work& work, const storage::Place& place, const FileOfStatements& file,
                        const Statement& statement, const std::vector<Fault>& faults) {
  auto row = row_of(work, place, statement, file);
  row.state = StatementState::quarantined;
  row.reasons = to_json(faults).dump();
  insert(work.tx(), row);
  return row;
}

Facts aside(const StatementRow& row) {
  return {{"id", row.id.text()},
          {"quarantined", true},
          {"reasons", nlohmann::json::parse(row.reasons)}};
}

/// The statements at a place that wait or are in the books and have the pages of this part of one,
/// whatever they say of them. Banks give their names and numbers again every year, some every day.
std::vector<StatementRow> with_its_pages(Work& work, const storage::Place& place,
                                         const Statement& part) {
  constexpr std::chrono::days longest{31};  // That a statement told of in pages goes on.
  if (is_complete(part)) return {};
  auto rows = statements_alike(work.tx(), place.id, name_of(part), part.electronic_sequence);
  const auto day = last_day(part);
  std::erase_if(rows, [&](const StatementRow& row) {
    const bool has_pages = row.last_page && row.page <= part.first_page.number &&
                           row.last_page->number >= part.last_page.number;
    return !has_pages || (day && (*day > row.to || *day < row.to - longest));
  });
  return rows;
}

/// The statement that was taken before and says the same as this one, in other bytes, or more
/// pages.
std::optional<StatementId> delivered_before(Work& work, const storage::Place& place,
                                            const Statement& statement) {
  auto rows = with_its_pages(work, place, statement);
  if (const auto to = last_day(statement)) {
    const auto named = statements_named(work.tx(), place.id, name_of(statement), *to);
    rows.insert(rows.begin(), named.begin(), named.end());
  }
  for (const auto& row : rows) {
    if (!row.file) continue;
    const auto kept = kept_file(work, *row.file);
    const auto reading = read_whole(work, place, *format_named(row.format), kept.bytes);
    const bool is_same = std::ranges::any_of(reading.statements, [&statement](const auto& other) {
      return same_content(other, statement) ||
             (!is_complete(statement) && is_part_of(statement, other));
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
  const auto has_another = [&](const Statement& each) {
    const auto rows = with_its_pages(work, place, each);
    return std::ranges::any_of(rows, [&each](const StatementRow& row) {
      return row.bank_id == name_of(each) && row.sequence == each.electronic_sequence;
    });
  };
  const auto found = std::ranges::find_if(statements, [&](const Statement& each) {
    return is_taken(work.tx(), row_of(work, place, each, file)) || has_another(each);
  });
  return found == statements.end() ? nullptr : &*found;
}

/// What became of a statement once those that waited had their turn.
Facts outcome_of(Work& work, const StatementId& id) {
  const auto row = find_statement(work.tx(), id);
  if (row.state == StatementState::quarantined) return aside(row);
  auto facts = facts_of(row, row.seq);
  if (row.state == StatementState::waiting) {
    facts["reasons"] = nlohmann::json::parse(row.reasons);
  }
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

/// A file under its key, and what is to be kept of it where it hasn't come before.
struct DeliveredFile {
  FileOfStatements file;
  std::optional<FileRow> fresh;

  void keep(Work& work) const {
    if (fresh) insert(work.tx(), *fresh);
  }
};

DeliveredFile delivery_of(const Format& format, const FileRow& row, std::string key) {
  return {.file = {.format = std::string{format.name},
                   .id = row.id,
                   .commitment = row.commitment,
                   .key = std::move(key)},
          .fresh = std::nullopt};
}

DeliveredFile first_delivery(Work& work, const Format& format, const std::string& bytes,
                             const std::string& mac) {
  auto sealed = seal_file(work, bytes, mac);
  auto delivery = delivery_of(format, sealed.row, std::move(sealed.key));
  delivery.fresh = std::move(sealed.row);
  return delivery;
}

DeliveredFile delivery_again(Work& work, const Format& format, const FileId& earlier) {
  auto kept = kept_file(work, earlier);
  return delivery_of(format, kept.row, std::move(kept.key));
}

/// Leaves of a file that comes again what was discarded of it; false where that is nothing.
bool leave_discarded(Work& work, const FileId& earlier, Reading& reading) {
  const auto standing = statements_of_file(work.tx(), earlier);
  if (standing.empty()) return true;
  const bool is_aside_whole =
      standing.size() == 1 && standing.front().state == StatementState::quarantined;
  if (is_aside_whole || !reading.faults.empty()) return false;
  for (const auto& row : standing) {
    const auto* found = statement_of(row, reading.statements);
    if (found == nullptr) continue;
    reading.statements.erase(reading.statements.begin() + (found - reading.statements.data()));
  }
  return !reading.statements.empty();
}

Facts take_delivery(Work& work, const storage::Place& place, const DeliveredFile& delivery,
                    Reading reading) {
  const auto faults = delivery_faults(reading, place);
  if (!faults.empty()) {
    delivery.keep(work);
    const auto row = keep_aside(work, place, delivery.file, heading_as_read(reading), faults);
    if (reading.faults.empty()) note_late_advices(work, place, row, reading.statements);
    return aside(row);
  }
  if (reading.statements.size() == 1) {
    if (const auto earlier = delivered_before(work, place, reading.statements.front())) {
      return {{"duplicate_of", earlier->text()}};
    }
  }

  put_in_order(reading.statements);
  const auto verdicts = judge_in_turn(work, place, reading.statements);
  delivery.keep(work);
  if (!verdicts.back().is_sound()) {
    const auto stuck = std::ranges::find_if_not(verdicts, &Verdict::may_post) - verdicts.begin();
    return aside(keep_aside(work, place, delivery.file,
                            reading.statements[static_cast<std::size_t>(stuck)],
                            faults_of(verdicts.back())));
  }
  if (const auto* other = contradicting(work, place, delivery.file, reading.statements)) {
    return aside(keep_aside(work, place, delivery.file, *other,
                            {{"statement", Reason::stmt_overlap_conflict,
                              "another statement has the same account, name and days, with other "
                              "content"}}));
  }
  return take_all(work, place, delivery.file, reading.statements, verdicts);
}

}  // namespace

Facts import_statement(Work& work, const BankFile& input) {
  require(input.bytes.size() <= max_file_bytes, Errc::too_large,
          "a bank's file has at most 128 MiB");
  const auto& place = work.place(input.place);
  require(place.type == storage::PlaceType::bank, Errc::conflict,
          "a cash box is told of by its count sheet");
  const auto& format = format_for(input);
  // A file that was set aside at another place, by mistake, is another delivery at this one.
  const auto mac =
      hmac_sha256(work.secrets().index.bytes(), "file\n" + place.id.text() + "\n" + input.bytes);
  const auto earlier = find_file_by_mac(work.tx(), mac);
  if (earlier && !has_discarded(work.tx(), *earlier)) return outcome_before(work, *earlier);

  auto reading = read_whole(work, place, format, input.bytes);
  if (!earlier) {
    return take_delivery(work, place, first_delivery(work, format, input.bytes, mac),
                         std::move(reading));
  }
  if (!leave_discarded(work, *earlier, reading)) return outcome_before(work, *earlier);
  return take_delivery(work, place, delivery_again(work, format, *earlier), std::move(reading));
}

}  // namespace relief::reconciliation
