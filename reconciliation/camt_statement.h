#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/camt.h"
#include "reconciliation/camt_entry.h"

namespace relief::reconciliation {

/// One Stmt, Rpt or Ntfctn while it is read, entry by entry.
class CamtStatement {
 public:
  /// `page` and `created` are what the message said of all its statements (MsgPgntn of .02 and
  /// .03, CreDtTm).
  CamtStatement(const CamtMessage& message, int ordinal, Page page, std::optional<Date> created);

  void open(std::string_view path);  ///< An element below it begins.
  void take(const CamtLeaf& leaf);   ///< A leaf below it.
  /// An element below it has ended, or a leaf was taken: answers the line that this completes.
  std::optional<StatementLine> close(std::string_view path, FaultList& faults);

  /// What is being read: "Stmt[1]", "Stmt[1]/Ntry[3]".
  [[nodiscard]] const std::string& position() const { return entry_ ? entry_->place() : place_; }

  /// All but the lines.
  [[nodiscard]] Statement statement(FaultList& faults) &&;

 private:
  struct RawSum {
    std::string count, sum;
  };
  /// The header as the file has it; empty where it has nothing.
  struct Raw {
    std::string id, electronic_sequence, legal_sequence, from, to, copy, iban, other_account,
        currency, page_number, is_last_page;
    RawSum all, credits, debits;
  };
  struct RawBalance {
    std::string type, direction, on;
    CamtParticulars::RawAmount amount;
  };
  struct Field;
  static const Field fields[];

  void take_balance(const CamtLeaf& leaf);
  void take_header(const CamtLeaf& leaf);
  [[nodiscard]] const std::string& account() const;
  std::optional<StatementLine> finish_entry(FaultList& faults);
  void finish_balance(FaultList& faults);
  void set_header(FaultList& faults);
  [[nodiscard]] const Currency* currency(FaultList& faults) const;
  void set_balances();
  void set_page(FaultList& faults);
  [[nodiscard]] StatedSum sum_of(const RawSum& raw, FaultList& faults) const;
  [[nodiscard]] std::optional<long> number(const std::string& text, std::string_view element,
                                           FaultList& faults) const;
  [[nodiscard]] std::optional<Date> day(const std::string& text, std::string_view element,
                                        FaultList& faults) const;

  const CamtMessage& message_;
  std::optional<Date> created_;
  std::string place_;
  Statement statement_;
  Raw raw_;
  int entries_ = 0;
  int balances_ = 0;
  const Currency* line_currency_ = nullptr;  // Of the first entry.
  std::optional<CamtEntry> entry_;
  std::optional<RawBalance> balance_;
  std::optional<Balance> opening_booked_, previous_closing_, closing_booked_;
  std::vector<Balance> interim_;  // The first and the last of them.
};

}  // namespace relief::reconciliation
