#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/books/entry.h"
#include "tests/ledger/audit/closing_frauds.h"

namespace relief::audit::test {

/// A line of the story's second statement: 10.00 came in, and nobody knows from whom.
inline Draft a_line_of_the_second(int number) {
  const auto receipt = id_named<ReceiptId>("unknown").text();
  auto record = under("line.posted", {{"statement", id_named<StatementId>("second").text()},
                                      {"line", number},
                                      {"money", "1000"},
                                      {"currency", "AZN"},
                                      {"booked_on", "2026-03-02"},
                                      {"value_on", "2026-03-02"},
                                      {"items", {receipt}},
                                      {"stage", "none"},
                                      {"rule", "1"}});
  record.nature = Nature::fact;
  record.entry =
      Entry{.on = parse_date("2026-03-02"),
            .lines = pair("1100", "2200", the_place, unassigned_fund, receipt, money("1000"))};
  return {.record = std::move(record), .by = other("treasurer").id.text()};
}

/// The story's second statement has so many lines; the payment's number, and that of another line
/// in place of the gift that was announced by mistake. Two months close after it.
inline Twist a_statement_of_two(int count, int first, int second) {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::second_statement) field("closing", "31000")(draft);
    if (seq == at::second_statement) field("count", count)(draft);
    if (seq == at::payment_line) field("line", first)(draft);
    if (seq == at::wrong_gift) draft = a_line_of_the_second(second);
    if (seq == at::reversal) draft = closed_period("2026-01");
  }};
}

/// Nothing is told of what the second statement says.
inline Twist without_its_line() {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::payment_line) draft = closed_period("2026-01");
  }};
}

/// The bank books that a payment came back which it never booked.
inline void order_by_the_bank(Draft& draft) {
  draft.record.fields["money"] = "70000";
  draft.record.entry->lines =
      pair("1100", "2110", the_place, the_fund, the_payment, money("70000"));
}

inline const std::vector<Fraud>& statement_frauds() {
  static const std::vector<Fraud> all{
      {"AStatementWithALineThatNobodyPosted", at::count,
       before(at::second_statement, field("count", 2))},
      {"AStatementWithALineTooMany", at::count, a_statement_of_two(1, 1, 2)},
      {"AStatementWithOneLineTwice", at::count, a_statement_of_two(2, 1, 1)},
      {"AStatementWithoutItsLines", at::count, without_its_line()},
      {"LinesInAnotherOrder", at::wrong_gift, a_statement_of_two(2, 2, 1)},
      {"ALineOfNoNumber", at::gift_line, before(at::gift_line, field("line", 0))},
      {"ALineOnAnotherDayThanItsBooking", at::gift_line,
       before(at::gift_line, field("booked_on", "2026-03-01"))},
      {"AStatementOfDaysToCome", at::second_statement,
       before(at::second_statement, field("to", "2026-03-03"))},
      {"ALineOfADayOfWhichItsStatementDoesntTell", at::gift_line,
       before(at::gift_line,
              [](Draft& draft) {
                draft.record.fields["booked_on"] = "2026-03-01";
                draft.record.entry->on = parse_date("2026-03-01");
              })},
      {"AReconciliationBeforeAllLinesArePosted", at::payment_line,
       before(at::payment_line,
              [](Draft& draft) { draft = a_reconciliation("second", "2026-03-02", "100000"); })},
      {"AnOrderByTheBank", at::payment_line, before(at::payment_line, order_by_the_bank)},
  };
  return all;
}

}  // namespace relief::audit::test
