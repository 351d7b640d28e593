#pragma once

#include <optional>
#include <string>

#include "reconciliation/fault_list.h"
#include "reconciliation/mt_entry.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// One MT940 or MT942 message while it is read, field by field.
class MtMessage {
 public:
  /// `ordinal` names it in faults; `previous_page` numbers a page that says no number itself.
  MtMessage(int ordinal, int previous_page)
      : place_{"statement " + std::to_string(ordinal)}, previous_page_{previous_page} {}

  void take(const MtField& field, StatementSink& sink, FaultList& faults);
  /// The message has ended: all but the lines.
  Statement statement(StatementSink& sink, FaultList& faults);

 private:
  void take_number(std::string_view text);
  void take_opening(const MtField& field, FaultList& faults);
  void take_closing(const MtField& field, StatementSink& sink, FaultList& faults);
  void take_floor(const MtField& field, FaultList& faults);
  void take_sum(const MtField& field, StatedSum& sum, FaultList& faults);
  void take_entry(const MtField& field, StatementSink& sink, FaultList& faults);
  void finish_line(StatementSink& sink);
  [[nodiscard]] StatementLine line() const;
  void set_page();
  [[nodiscard]] std::string account() const;

  std::string place_;
  int previous_page_;
  Statement statement_;
  std::string account_;  // As :25: has it.
  int lines_ = 0;
  int page_number_ = 0;
  bool is_later_page_ = false;  // It begins with :60M:.
  bool is_closed_ = false;      // What follows the closing balance is about no entry.
  std::optional<MtEntry> entry_;
  std::vector<std::string> text_;  // The lines of its :86:.
};

}  // namespace relief::reconciliation
