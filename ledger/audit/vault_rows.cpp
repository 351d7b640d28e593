#include "ledger/audit/vault_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/audit/checks.h"
#include "ledger/cases/person_seal.h"
#include "ledger/storage/projections.h"

namespace relief::audit {
namespace {

constexpr std::string_view spelt_commitment =
    "translate(rtrim(encode(commitment, 'base64'), '='), '+/', '-_')";

/// A table, the columns by which the log knows its rows, and which of them it knows.
struct VaultTable {
  std::string_view name;
  std::vector<std::string> columns;
  std::string_view which = "true";
  bool may_hold_more = false;
};

/// The steps of a request that are a record about it each, or its order; the others follow from
/// what happened to its case or its payment.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> steps{
    {{"payment.ordered", "ordered"},
     {"request.allocated", "allocated"},
     {"request.amended", "amended"},
     {"request.approved", "approved"},
     {"request.lapsed", "lapsed"},
     {"request.rejected", "rejected"},
     {"request.submitted", "filed"},
     {"request.withdrawn", "withdrawn"}}};

const std::vector<VaultTable>& vault_tables() {
  static const std::vector<VaultTable> tables{
      {"request_event",
       {"seq", "request", "version", "by", "instant_text(at)", "event"},
       "event in ('filed', 'recognised', 'allocated', 'amended', 'answered', 'approved', "
       "'rejected', 'committed', 'withdrawn', 'lapsed') or (event = 'ordered' and exists "
       "(select from record where record.seq = request_event.seq and kind = 'payment.ordered'))"},
      {"vault.donor", {"gift"}},
      {"vault.evidence", {"subject", "kind", std::string{spelt_commitment}}},
      {"vault.export_opening", {"batch", "format", std::string{spelt_commitment}}},
      // What waits, was set aside or only told more of a statement is in no record.
      {.name = "vault.file", .columns = {std::string{spelt_commitment}}, .may_hold_more = true},
      {"vault.identity", {"case_id"}},
      {"vault.payout", {"request", "version", std::string{spelt_commitment}}},
      {"vault.person_key", {"case_id"}},
      {"vault.reading", {"seq", "case_id"}},
      {"vault.recognition", {"handle"}},
  };
  return tables;
}

std::string text_of(const nlohmann::json& fields, const char* name) {
  const auto value = fields.find(name);
  if (value == fields.end()) return {};
  return value->is_string() ? value->get<std::string>() : value->dump();
}

/// The documents that a request or a gift rests on: the kind of each, and the commitment to it.
std::vector<std::string> documents_of(const nlohmann::json& fields) {
  std::vector<std::string> documents;
  if (const auto evidence = fields.find("evidence"); evidence != fields.end()) {
    for (const auto& each : *evidence) {
      documents.push_back(text_of(each, "kind") + '|' + text_of(each, "commitment"));
    }
  }
  if (fields.contains("reason")) {
    documents.push_back(std::string{written_reason} + '|' + text_of(fields, "reason"));
  }
  return documents;
}

}  // namespace

void VaultRows::expect(std::string_view table, std::string row) {
  expected_[table].push_back(std::move(row));
}

void VaultRows::add(const ReadRecord& read) {
  const auto& [kind, fields] = std::pair{read.record.kind, read.record.fields};
  const auto of = text_of(fields, "case");
  const bool opens = kind == "case.opened";
  if (opens) {
    expect("vault.identity", of);
    expect("vault.person_key", of);
  }
  if ((opens && fields.contains("recognition")) || kind == "case.recognised") {
    expect("vault.recognition", text_of(fields, "recognition"));
  }
  // What people counted themselves is no file.
  if (kind == "statement.imported" && read.record.acts.empty()) {
    expect("vault.file", text_of(fields, "file"));
  }
  if (kind == "identity.read") {
    expect("vault.reading", std::to_string(read.envelope.seq) + '|' + of);
  }
  if (kind == "batch.exported") {
    expect("vault.export_opening", text_of(fields, "batch") + '|' + text_of(fields, "format") +
                                       '|' + text_of(fields, "file"));
  }
  add_step(read);
  add_papers(read);
}

void VaultRows::add_step(const ReadRecord& read) {
  const auto& [record, envelope] = read;
  if (record.kind == "case.recognised") led_to_.emplace(envelope.seq, "recognised");
  if (record.kind == "request.answered") led_to_.emplace(envelope.seq, "answered");
  const auto* const step =
      std::ranges::find(steps, record.kind, &std::pair<std::string_view, std::string_view>::first);
  if (step == steps.end()) return;
  auto event = step->second;
  if (record.kind == "request.allocated" && record.entry) event = "committed";
  if (record.kind == "request.amended" && !record.cause.empty()) {
    const auto led = led_to_.find(record.cause.front());
    if (led != led_to_.end()) event = led->second;
  }
  expect("request_event", std::to_string(envelope.seq) + '|' + text_of(record.fields, "request") +
                              '|' + text_of(record.fields, "version") + '|' + envelope.by + '|' +
                              relief::to_text(envelope.at) + '|' + std::string{event});
}

void VaultRows::add_papers(const ReadRecord& read) {
  const auto& [kind, fields] = std::pair{read.record.kind, read.record.fields};
  const bool asks = kind == "request.submitted" || kind == "request.amended";
  const bool gives =
      kind == "receipt.announced" || (kind == "receipt.identified" && fields.contains("source"));
  auto subject = text_of(fields, "request");
  if (asks) {
    expect("vault.payout",
           subject + '|' + text_of(fields, "version") + '|' + text_of(fields, "payout"));
  }
  if (gives) {
    subject = text_of(fields, kind == "receipt.announced" ? "gift" : "item");
    expect("vault.donor", subject);
  }
  if (!asks && !gives) return;
  for (const auto& document : documents_of(fields)) {
    auto row = subject;
    expect("vault.evidence", row.append("|").append(document));
  }
}

std::uint64_t VaultRows::compare(storage::Transaction& tx) {
  std::uint64_t count = 0;
  for (const auto& table : vault_tables()) {
    const auto where = std::string{table.name} + " where " + std::string{table.which};
    auto stored = storage::all_rows(tx, where, table.columns);
    auto& expected = expected_[table.name];
    std::ranges::sort(stored);
    std::ranges::sort(expected);
    // Later versions name the same documents and the same decision again, later exports the file.
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    if (table.may_hold_more ? !std::ranges::includes(stored, expected) : stored != expected) {
      fail("the table " + std::string{table.name} + " doesn't hold what the log counts on");
    }
    count += expected.size();
  }
  return count;
}

}  // namespace relief::audit
