#include "ledger/audit/retelling.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ledger/books/account.h"
#include "ledger/money/currency.h"

namespace relief::audit {
namespace {

/// A JSON array with a row a line, so that two versions compare by eye.
class Rows {
 public:
  /// Where the next row is to be written.
  std::string& next() {
    text_ += text_.size() > 1 ? ",\n" : "\n";
    return text_;
  }
  [[nodiscard]] bool empty() const { return text_.size() == 1; }
  std::string take() && { return std::move(text_ += "\n]\n"); }

 private:
  std::string text_ = "[";
};

/// Appends `"name":"text"`. By hand: the journal has a dozen of these for each record of the log.
void put(std::string& out, std::string_view name, std::string_view text) {
  out.append(1, '"').append(name).append("\":");
  const bool is_plain = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; });
  if (is_plain) {
    out.append(1, '"').append(text).append(1, '"');
  } else {
    out += nlohmann::json(text).dump();
  }
}

void put(std::string& out, const Line& line) {
  put(out += '{', "account", line.account);
  put(out += ',', "amount", line.amount.decimal());
  put(out += ',', "currency", line.amount.currency().code);
  put(out += ',', "fund", line.fund);
  put(out += ',', "item", line.item);
  put(out += ',', "place", line.place);
  out += '}';
}

void put_journal_row(std::string& out, const Replayed& replayed) {
  const auto& [record, envelope] = replayed.record;
  put(out += '{', "at", relief::to_text(envelope.at));
  put(out += ',', "by", envelope.by);
  put(out += ',', "kind", record.kind);
  out += ",\"lines\":[";
  for (const auto& line : record.entry->lines) {
    if (out.back() != '[') out += ',';
    put(out, line);
  }
  put(out += "],", "on", relief::to_text(record.entry->on));
  out += ",\"seq\":" + std::to_string(envelope.seq) + '}';
}

nlohmann::json approval(const Replayed& replayed) {
  const auto& [record, envelope] = replayed.record;
  auto json = record.fields;
  json["seq"] = envelope.seq;
  json["at"] = relief::to_text(envelope.at);
  json["kind"] = record.kind;
  json["clause"] = record.clause;
  json["signers"] = replayed.signers.people;
  return json;
}

}  // namespace

void retell(std::uint64_t tile, std::span<const Replayed> records, const FileSink& sink) {
  Rows journal;
  Rows approvals;
  for (const auto& replayed : records) {
    if (replayed.record.record.entry) put_journal_row(journal.next(), replayed);
    if (!replayed.signers.people.empty()) approvals.next() += approval(replayed).dump();
  }
  const auto width = static_cast<unsigned>(records.size());
  if (!journal.empty()) sink(journal_path(tile, width), std::move(journal).take());
  if (!approvals.empty()) sink(approvals_path(tile, width), std::move(approvals).take());
}

void retell_end(const State& state, const FileSink& sink) {
  sink(std::string{keyring_path}, to_json(state.keyring).dump(1) + "\n");
  sink(std::string{trial_balance_path}, trial_balance(state.book));
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
