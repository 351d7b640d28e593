#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciliation/fault_list.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// A STMTTRN as the file has it.
struct OfxEntry {
  std::string type, posted, available, amount, id, check_number, reference, name, memo, account,
      currency;
};

/// A STMTRS as the file has it, but for its entries.
struct OfxHead {
  std::string currency, account, from, to, balance, balance_on;
  const Currency* known_currency = nullptr;
  std::optional<Money> sum;  ///< Of the lines that were told.
  int lines = 0;
};

/// The statements of an OFX file, from its tags, whichever version has them.
class OfxStatements {
 public:
  explicit OfxStatements(StatementSink& sink) : sink_{sink} {}

  /// `place` is where the tag stands in the file.
  void open(std::string_view tag);
  void take(std::string_view tag, std::string_view text);
  void close(std::string_view tag, const std::string& place, FaultList& faults);
  /// The file has ended.
  void finish(const std::string& place, FaultList& faults);

  [[nodiscard]] int told() const { return told_; }

 private:
  void take_of_statement(std::string_view tag, std::string_view text);
  void take_of_entry(std::string_view tag, std::string_view text);
  [[nodiscard]] bool is_within(std::string_view tag) const;
  void finish_entry(const std::string& place, FaultList& faults);
  void finish_statement(const std::string& place, FaultList& faults);
  const Currency* currency(const std::string& place, FaultList& faults);
  [[nodiscard]] std::optional<StatementLine> line(const OfxEntry& entry, const Currency& currency,
                                                  const std::string& place,
                                                  FaultList& faults) const;
  void set_balances(Statement& statement, const std::string& place, FaultList& faults) const;

  StatementSink& sink_;
  int told_ = 0;
  std::vector<std::string> groups_;  // The known ones that are open, outermost first.
  std::optional<OfxHead> statement_;
  std::optional<OfxEntry> entry_;
};

}  // namespace relief::reconciliation
