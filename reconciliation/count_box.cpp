#include "reconciliation/count_box.h"

#include "ledger/base/at_field.h"
#include "ledger/people/hmac.h"
#include "ledger/people/seal.h"
#include "ledger/proof/canonical.h"
#include "ledger/storage/places.h"
#include "reconciliation/money_at.h"
#include "reconciliation/post_statement.h"

namespace relief::reconciliation {
namespace {

bool leaves(CountKind kind) { return kind == CountKind::paid || kind == CountKind::missing; }

Money signed_amount(const CountLine& line) {
  return leaves(line.kind) ? -line.amount : line.amount;
}

Statement statement_of(const CountSheet& sheet) {
  Statement statement;
  statement.currency = &sheet.opening.currency();
  statement.id = "count/" + to_text(sheet.on);
  statement.from = sheet.on;
  statement.to = sheet.on;
  statement.opening = Balance{.amount = sheet.opening, .on = sheet.on};
  statement.closing = Balance{.amount = sheet.closing, .on = sheet.on};
  for (const auto& line : sheet.lines) {
    Particulars particulars;
    if (!line.reference.empty()) particulars.references = {line.reference};
    statement.lines.push_back({.number = static_cast<int>(statement.lines.size()) + 1,
                               .amount = signed_amount(line),
                               .booked_on = sheet.on,
                               .value_on = sheet.on,
                               .is_booked = true,
                               .is_reversal = false,
                               .entry_reference = {},
                               .particulars = std::move(particulars),
                               .batches = {},
                               .details = {}});
  }
  return statement;
}

/// The sheet itself, which is kept and committed to as a bank's file is.
std::string text_of(const CountSheet& sheet) {
  auto lines = nlohmann::json::array();
  for (const auto& line : sheet.lines) {
    lines.push_back({{"kind", count_kinds.text(line.kind)},
                     {"amount", line.amount.units_text()},
                     {"reference", line.reference}});
  }
  return canonical({{"box", sheet.box.text()},
                    {"on", to_text(sheet.on)},
                    {"opening", sheet.opening.units_text()},
                    {"closing", sheet.closing.units_text()},
                    {"lines", lines}});
}

void check(Work& work, const storage::Place& box, const CountSheet& sheet) {
  require(box.type == storage::PlaceType::box && box.organisation == work.actor().organisation,
          Errc::not_found, "there is no such box");
  require_field(sheet.opening.currency() == *box.currency, "/opening",
                "the box has another currency");
  require_field(sheet.closing.currency() == *box.currency, "/closing",
                "the box has another currency");
  require_field(sheet.on <= work.today(), "/date", "nobody can count tomorrow's cash");
  auto counted = sheet.opening;
  for (const auto& line : sheet.lines) counted += signed_amount(line);
  at_field("/closing", [&] {
    require(counted == sheet.closing, Errc::refused,
            "what was there and what was moved isn't what is there now");
  });
  at_field("/opening", [&] {
    require(sheet.opening == money_at(work.tx(), box), Errc::refused,
            "the last count ended with another amount");
  });
  const auto last = last_posted(work.tx(), box.id);
  at_field("/date", [&] {
    require(!last || last->to < sheet.on, Errc::conflict,
            "this day was counted before, or a later one");
  });
}

}  // namespace

Facts count_box(Work& work, const CountSheet& sheet) {
  const auto& box = work.place(sheet.box);
  check(work, box, sheet);
  // Two people sign the same record, so nothing in it may be drawn anew for the second.
  const auto id = StatementId::of(work.next_bytes());
  const auto commitment_key = work.next_bytes() + work.next_bytes();
  const auto text = text_of(sheet);
  const StatementRow row{.id = id,
                         .place = box.id,
                         .format = "count",
                         .bank_id = "count/" + to_text(sheet.on),
                         .from = sheet.on,
                         .to = sheet.on,
                         .opening = sheet.opening,
                         .closing = sheet.closing,
                         .count = static_cast<int>(sheet.lines.size()),
                         .file = std::nullopt,
                         .state = StatementState::posted,
                         .reasons = "[]",
                         .imported_by = work.actor().person,
                         .imported_at = work.now(),
                         .seq = std::nullopt};
  const auto seq = post_statement(work, box,
                                  {.statement = statement_of(sheet),
                                   .row = row,
                                   .file_commitment = hmac_sha256(commitment_key, text),
                                   .file_key = new_person_key(work.entropy())},
                                  true, true);
  return {
      {"id", id.text()},
      {"verdict", "posted"},
      {"lines", row.count},
      {"opening", {{"amount", row.opening.decimal()}, {"currency", row.opening.currency().code}}},
      {"closing", {{"amount", row.closing.decimal()}, {"currency", row.closing.currency().code}}},
      {"seq", seq}};
}

}  // namespace relief::reconciliation
