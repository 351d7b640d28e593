#pragma once

#include <functional>
#include <vector>

#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

using Change = std::function<void(Draft&)>;

/// The acceptance of a statement that begins and ends 100.00 above the books, by two.
inline Draft an_acceptance() {
  return {.record = under("statement.accepted",
                          {{"statement", id_named<StatementId>("third").text()},
                           {"place", the_place},
                           {"from", "2026-03-03"},
                           {"to", "2026-03-03"},
                           {"opening", "40000"},
                           {"closing", "40000"},
                           {"currency", "AZN"},
                           {"difference", "10000"},
                           {"faults", {"STMT_GAP"}},
                           {"file", hash_text("third file")},
                           {"code", "lost"}},
                          "Fund order 8"),
          .by = other("treasurer").id.text(),
          .signers = {&other("treasurer"), &other("auditor")},
          .terms = {.target = id_named<StatementId>("third").text(),
                    .money = money("40000"),
                    .place = the_place}};
}

/// The statement that was accepted: its record books what nothing explains.
inline Draft the_accepted_statement() {
  auto record = under("statement.imported", an_acceptance().record.fields);
  for (const auto* name : {"difference", "faults", "code"}) record.fields.erase(name);
  record.fields["count"] = 0;
  record.cause = {at::wrong_gift};
  record.nature = Nature::fact;
  record.entry = Entry{.on = parse_date("2026-03-03"),
                       .lines = pair("1100", "2200", the_place, unassigned_fund,
                                     id_named<ReceiptId>("third").text(), money("10000"))};
  return {.record = std::move(record), .by = other("treasurer").id.text()};
}

/// The story with another end: in place of the gift that was announced by mistake, an acceptance;
/// in place of its reversal, the statement. Each may be changed before it is signed.
inline Twist accepting(Change acceptance = {}, Change statement = {}) {
  auto twist = told_later(at::wrong_gift, "2026-03-03");
  twist.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::wrong_gift) draft = an_acceptance();
    if (seq == at::wrong_gift && acceptance) acceptance(draft);
    if (seq == at::reversal) draft = the_accepted_statement();
    if (seq == at::reversal && statement) statement(draft);
  };
  return twist;
}

inline const std::vector<Fraud>& acceptance_frauds() {
  static const std::vector<Fraud> all{
      {"AStatementThatBeginsElsewhere", at::second_statement,
       before(at::second_statement, field("opening", "90000"))},
      {"AnEntryThatNobodyAccepted", at::second_statement,
       before(at::second_statement,
              [](Draft& draft) {
                draft.record.entry = the_accepted_statement().record.entry;
                draft.record.nature = Nature::fact;
              })},
      {"AnAcceptanceByOne", at::wrong_gift, accepting(signed_by("treasurer"))},
      {"AnAcceptanceByOthers", at::wrong_gift,
       accepting(signed_by("first administrator", "second administrator"))},
      {"AnAcceptanceOfWhatIsInTheBooks", at::wrong_gift, accepting([](Draft& draft) {
         draft.record.fields["statement"] = id_named<StatementId>("second").text();
         draft.terms.target = id_named<StatementId>("second").text();
       })},
      {"AnAcceptanceOfOneFaultTwice", at::wrong_gift,
       accepting(field("faults", {"STMT_GAP", "STMT_GAP"}))},
      {"AnAcceptanceThatNothingFollows", at::count,
       before(at::period, [](Draft& draft) { draft = an_acceptance(); })},
      {"AnotherFileThanWasAccepted", at::reversal,
       accepting({}, field("file", hash_text("fourth file")))},
      {"AnotherClosingThanWasAccepted", at::reversal, accepting({}, field("closing", "50000"))},
      {"AStatementThatDoesntPointToItsAcceptance", at::reversal,
       accepting({}, [](Draft& draft) { draft.record.cause.clear(); })},
      {"AnAcceptedDifferenceThatIsntBooked", at::reversal,
       accepting({}, [](Draft& draft) { draft.record.entry.reset(); })},
      {"AnAcceptedDifferenceBookedAsMore", at::reversal,
       accepting({}, [](Draft& draft) { set_amounts(*draft.record.entry, "20000"); })},
      {"AnAcceptedDifferenceBookedToAFund", at::reversal,
       accepting({},
                 [](Draft& draft) {
                   for (auto& line : draft.record.entry->lines) line.fund = the_fund;
                 })},
      {"AnAcceptedDifferenceOfAnotherDay", at::reversal,
       accepting({}, [](Draft& draft) { draft.record.entry->on = parse_date("2026-03-02"); })},
      {"AnAcceptedDifferenceThatLeadsElsewhere", at::count,
       accepting([](Draft& draft) { draft.record.fields["difference"] = "20000"; },
                 [](Draft& draft) { set_amounts(*draft.record.entry, "20000"); })},
  };
  return all;
}

}  // namespace relief::audit::test
