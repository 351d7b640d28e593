#pragma once

#include <map>
#include <optional>
#include <string>

#include "reconciliation/csv_profile.h"
#include "reconciliation/csv_rows.h"
#include "reconciliation/fault_list.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// The rows of a table below its titles, as lines of a statement.
class CsvTable {
 public:
  CsvTable(const CsvProfile& profile, const Currency& currency)
      : profile_{profile}, currency_{currency} {}

  /// Whether a row has all the titles that the profile names; from then on its columns are known.
  bool take_titles(const CsvRow& row);

  /// The line that a row says; nothing where it is none, and the faults say why.
  std::optional<StatementLine> line(const CsvRow& row, FaultList& faults);

  /// What the balances beside the lines say of the whole, in the order of time.
  struct Running {
    std::optional<Balance> opening, closing;
    bool holds = true;  ///< Each follows from the one before.
  };
  [[nodiscard]] Running running() const;

 private:
  struct Beside {
    Money balance, amount;
    Date on;
  };

  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view key) const;
  [[nodiscard]] std::optional<Date> day(const CsvRow& row, std::string_view key,
                                        FaultList& faults) const;
  [[nodiscard]] std::optional<Money> money(const CsvRow& row, std::string_view key,
                                           FaultList& faults) const;
  [[nodiscard]] std::optional<Money> amount(const CsvRow& row, FaultList& faults) const;
  [[nodiscard]] std::optional<Money> amount_of_two(const CsvRow& row, FaultList& faults) const;
  [[nodiscard]] Particulars particulars(const CsvRow& row, FaultList& faults) const;
  void take_balance(const CsvRow& row, const StatementLine& line, FaultList& faults);

  const CsvProfile& profile_;
  const Currency& currency_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  int lines_ = 0;
  std::optional<Beside> first_, last_;
  bool runs_forwards_ = true;
  bool runs_backwards_ = true;
};

}  // namespace relief::reconciliation
