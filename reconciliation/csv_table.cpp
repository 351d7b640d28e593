#include "reconciliation/csv_table.h"

#include <algorithm>
#include <utility>

#include "reconciliation/csv_figures.h"
#include "reconciliation/no_reference.h"

namespace relief::reconciliation {
bool CsvTable::take_titles(const CsvRow& row) {
  columns_.clear();
  for (const auto& [key, title] : profile_.columns) {
    const auto found = std::ranges::find(row.cells, title);
    if (found == row.cells.end()) return false;
    columns_[key] = static_cast<std::size_t>(found - row.cells.begin());
  }
  return true;
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view key) const {
  const auto column = columns_.find(key);
  return column == columns_.end() ? std::string_view{} : row.cell(column->second);
}

std::optional<StatementLine> CsvTable::line(const CsvRow& row, FaultList& faults) {
  ++lines_;
  const auto amount = this->amount(row, faults);
  auto booked_on = day(row, "booking_date", faults);
  auto value_on = day(row, "value_date", faults);
  if (!booked_on) booked_on = value_on;
  if (!value_on) value_on = booked_on;
  if (!booked_on) faults.add(row.place(), Reason::format_invalid, "the row has no day");
  if (!amount || !booked_on) return {};

  StatementLine line{.number = lines_,
                     .amount = *amount,
                     .booked_on = *booked_on,
                     .value_on = *value_on,
                     .is_booked = true,
                     .is_reversal = false,
                     .entry_reference = {},
                     .particulars = particulars(row, faults),
                     .batches = {},
                     .details = {}};
  const auto count = cell(row, "count");
  if (!line.particulars.batch.empty() || !count.empty()) {
    line.batches.push_back({line.particulars.batch, read_number(count), {}});
  }
  take_balance(row, line, faults);
  return line;
}

std::optional<Date> CsvTable::day(const CsvRow& row, std::string_view key,
                                  FaultList& faults) const {
  const auto text = cell(row, key);
  if (text.empty()) return {};
  auto day = read_csv_day(text, profile_);
  if (!day) faults.add(row.place(), Reason::format_invalid, "there is no such day");
  return day;
}

std::optional<Money> CsvTable::money(const CsvRow& row, std::string_view key,
                                     FaultList& faults) const {
  const auto text = cell(row, key);
  if (text.empty()) return {};
  auto amount = read_csv_amount(text, currency_, profile_);
  if (!amount) {
    faults.add(row.place(), Reason::format_invalid,
               "this isn't an amount with at most the decimals of its currency");
  }
  return amount;
}

std::optional<Money> CsvTable::amount(const CsvRow& row, FaultList& faults) const {
  if (profile_.sign == CsvSign::two_columns) return amount_of_two(row, faults);
  auto amount = money(row, "amount", faults);
  if (!amount) {
    if (cell(row, "amount").empty()) {
      faults.add(row.place(), Reason::format_invalid, "the row has no amount");
    }
    return {};
  }
  if (profile_.sign == CsvSign::one_column) return amount;
  const auto word = cell(row, "indicator");
  if (word == profile_.credit_word) return amount;
  if (word == profile_.debit_word) return -*amount;
  faults.add(row.place(), Reason::format_invalid, "the entry has no direction");
  return {};
}

std::optional<Money> CsvTable::amount_of_two(const CsvRow& row, FaultList& faults) const {
  auto debit = money(row, "debit", faults);
  auto credit = money(row, "credit", faults);
  const bool is_debit = debit && !debit->is_zero();
  const bool is_credit = credit && !credit->is_zero();
  if (is_debit && is_credit) {
    faults.add(row.place(), Reason::format_invalid, "the row has an amount in both columns");
    return {};
  }
  if (is_debit) return debit->is_negative() ? *debit : -*debit;  // Some banks write it with minus.
  if (is_credit || credit) return credit;
  if (debit) return debit;
  if (cell(row, "debit").empty() && cell(row, "credit").empty()) {
    faults.add(row.place(), Reason::format_invalid, "the row has no amount");
  }
  return {};
}

Particulars CsvTable::particulars(const CsvRow& row, FaultList& faults) const {
  const auto text = [&](std::string_view key) { return std::string{cell(row, key)}; };
  Particulars particulars{
      .bank_reference = text("bank_reference"),
      .batch = text("batch"),
      .text = text("text"),
      .counterparty = {text("name"), text("iban")},
      .bank_code = text("type"),
  };
  if (auto reference = text("reference"); !says_nothing(reference)) {
    particulars.references.push_back(std::move(reference));
  }
  if (const auto original = cell(row, "original_amount"); !original.empty()) {
    particulars.instructed =
        StatedAmount{plain_csv_number(original, profile_), text("original_currency")};
  }
  particulars.rate = plain_csv_number(cell(row, "rate"), profile_);
  const auto charges = money(row, "charges", faults);
  if (charges && !charges->is_zero()) {
    particulars.charges.push_back({charges->is_negative() ? *charges : -*charges, {}});
  }
  return particulars;
}

/// Each balance is the one before and its own line, forwards; or the one behind is this and that
/// line, where the newest row stands first.
void CsvTable::take_balance(const CsvRow& row, const StatementLine& line, FaultList& faults) {
  const auto balance = money(row, "balance", faults);
  if (!balance) return;
  const Beside now{*balance, line.amount, line.booked_on};
  if (last_) {
    runs_forwards_ = runs_forwards_ && now.balance == last_->balance + now.amount;
    runs_backwards_ = runs_backwards_ && last_->balance == now.balance + last_->amount;
  }
  if (!first_) first_ = now;
  last_ = now;
}

CsvTable::Running CsvTable::running() const {
  if (!first_) return {};
  const auto& oldest = runs_forwards_ ? *first_ : *last_;
  const auto& newest = runs_forwards_ ? *last_ : *first_;
  return {.opening = Balance{oldest.balance - oldest.amount, oldest.on},
          .closing = Balance{newest.balance, newest.on},
          .holds = runs_forwards_ || runs_backwards_};
}

}  // namespace relief::reconciliation
