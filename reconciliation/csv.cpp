#include "reconciliation/csv.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "reconciliation/csv_figures.h"
#include "reconciliation/csv_rows.h"
#include "reconciliation/csv_table.h"
#include "reconciliation/fault_list.h"

namespace relief::reconciliation {
namespace {

using Faults = std::vector<Fault>;

/// One table while it is read.
class TableFile {
 public:
  TableFile(const Bytes& bytes, const CsvProfile& profile, StatementSink& sink)
      : profile_{profile},
        sink_{sink},
        rows_{TextLines{bytes, profile.charset}, profile.separator, profile.quote} {}

  Faults tell() {
    rows_.skip(profile_.skip_lines);
    if (read_preamble()) {
      read_lines();
      finish();
    }
    if (const auto& fault = rows_.fault()) {
      faults_.add(fault->place, fault->reason, fault->sentence);
    }
    return faults_.faults();
  }

 private:
  /// The rows up to the titles; false where the table never begins.
  bool read_preamble() {
    while (auto row = rows_.next()) {
      for (const auto& [key, label] : profile_.preamble) {
        if (row->cell(0) == label) said_[key] = *row;
      }
      if (!begins_table(*row)) continue;
      return table_.has_value();
    }
    if (!rows_.fault()) {
      faults_.add("file", Reason::format_invalid, "the file has no row with the table's titles");
    }
    return false;
  }

  bool begins_table(const CsvRow& row) {
    const auto& titles = profile_.columns;
    const bool has_all = std::ranges::all_of(titles, [&row](const auto& column) {
      return std::ranges::find(row.cells, column.second) != row.cells.end();
    });
    if (!has_all) return false;
    const auto code = said("currency", profile_.currency);
    currency_ = find_currency(code);
    if (currency_ == nullptr) {
      faults_.add("file", code.empty() ? Reason::format_invalid : Reason::ccy_mismatch,
                  code.empty() ? "the statement names no currency" : "there is no such currency");
      return true;
    }
    table_.emplace(profile_, *currency_);
    table_->take_titles(row);
    return true;
  }

  void read_lines() {
    while (auto row = rows_.next()) {
      if (faults_.is_full()) return;
      if (row->is_blank()) continue;
      if (!profile_.footer.empty() && row->cell(0) == profile_.footer) return;
      if (auto line = table_->line(*row, faults_)) sink_.take(*std::move(line));
    }
  }

  void finish() {
    Statement statement;
    const auto running = table_->running();
    statement.currency = currency_;
    statement.account = said("account", profile_.account);
    std::erase(statement.account, ' ');
    statement.id = said("statement", "");
    statement.electronic_sequence = read_number(said("sequence", ""));
    statement.from = said_day("from");
    statement.to = said_day("to");
    statement.is_running = running.holds;
    statement.opening = said_balance("opening", statement.from, running.opening);
    statement.closing = said_balance("closing", statement.to, running.closing);
    if (statement.account.empty()) {
      faults_.add("file", Reason::format_invalid, "the statement names no account");
    }
    sink_.take(std::move(statement));
  }

  [[nodiscard]] std::string said(std::string_view key, const std::string& otherwise) const {
    const auto row = said_.find(key);
    return row == said_.end() ? otherwise : std::string{row->second.cell(1)};
  }

  std::optional<Date> said_day(std::string_view key) {
    const auto text = said(key, "");
    if (text.empty()) return {};
    auto day = read_csv_day(text, profile_);
    if (!day) {
      faults_.add(said_.find(key)->second.place(), Reason::format_invalid, "there is no such day");
    }
    return day;
  }

  /// What the file says of a balance, else what its lines do.
  std::optional<Balance> said_balance(std::string_view key, std::optional<Date> on,
                                      const std::optional<Balance>& otherwise) {
    const auto text = said(key, "");
    if (text.empty()) return otherwise;
    const auto amount = read_csv_amount(text, *currency_, profile_);
    if (!on && otherwise) on = otherwise->on;
    if (amount && on) return Balance{*amount, *on};
    faults_.add(said_.find(key)->second.place(), Reason::format_invalid,
                "a balance needs an amount and a day");
    return {};
  }

  const CsvProfile& profile_;
  StatementSink& sink_;
  CsvRows rows_;
  FaultList faults_;
  std::map<std::string, CsvRow, std::less<>> said_;
  const Currency* currency_ = nullptr;
  std::optional<CsvTable> table_;
};

}  // namespace

std::vector<Fault> tell_csv(const Bytes& bytes, const CsvProfile& profile, StatementSink& sink) {
  return TableFile{bytes, profile, sink}.tell();
}

}  // namespace relief::reconciliation
