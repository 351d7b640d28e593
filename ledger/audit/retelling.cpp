#include "ledger/audit/retelling.h"

#include <utility>

#include "ledger/books/account.h"
#include "ledger/money/currency.h"

namespace relief::audit {
namespace {

nlohmann::json journal_entry(const Replayed& replayed) {
  const auto& [record, envelope] = replayed.record;
  auto lines = nlohmann::json::array();
  for (const auto& line : record.entry->lines) {
    lines.push_back({{"account", line.account},
                     {"place", line.place},
                     {"fund", line.fund},
                     {"item", line.item},
                     {"amount", line.amount.decimal()},
                     {"currency", line.amount.currency().code}});
  }
  return {{"seq", envelope.seq},
          {"at", relief::to_text(envelope.at)},
          {"on", relief::to_text(record.entry->on)},
          {"kind", record.kind},
          {"by", envelope.by},
          {"lines", std::move(lines)}};
}

nlohmann::json approval(const Replayed& replayed) {
  const auto& [record, envelope] = replayed.record;
  auto json = record.fields;
  json["seq"] = envelope.seq;
  json["at"] = relief::to_text(envelope.at);
  json["kind"] = record.kind;
  json["clause"] = record.clause;
  json["signers"] = replayed.signers;
  return json;
}

/// A row a line, so that two versions compare by eye.
std::string rows(const nlohmann::json& array) {
  std::string text = "[";
  for (const auto& row : array) {
    if (text.size() > 1) text += ',';
    text += '\n' + row.dump();
  }
  return text + "\n]\n";
}

}  // namespace

void Retelling::add(const Replayed& replayed) {
  const auto& record = replayed.record.record;
  if (record.entry) journal_.push_back(journal_entry(replayed));
  if (!replayed.signers.empty()) approvals_.push_back(approval(replayed));
  if (++width_ == full_tile_width) cut();
}

void Retelling::cut() {
  if (!journal_.empty()) sink_(journal_path(index_, width_), rows(journal_));
  if (!approvals_.empty()) sink_(approvals_path(index_, width_), rows(approvals_));
  journal_ = nlohmann::json::array();
  approvals_ = nlohmann::json::array();
  ++index_;
  width_ = 0;
}

void Retelling::finish(const State& state) {
  if (width_ > 0) cut();
  sink_(std::string{keyring_path}, to_json(state.keyring).dump(1) + "\n");
  sink_(std::string{trial_balance_path}, trial_balance(state.book));
}

std::string trial_balance(const Book& book) {
  std::string csv = "account,name,place,fund,currency,balance\n";
  for (const auto& [key, balance] : book.balances) {
    if (balance.amount == 0) continue;
    csv += key.account + ",\"" + std::string{account(key.account).name} + "\"," + key.place + ',' +
           key.fund + ',' + key.currency + ',' +
           Money{balance.amount, currency(key.currency)}.decimal() + '\n';
  }
  return csv;
}

}  // namespace relief::audit
