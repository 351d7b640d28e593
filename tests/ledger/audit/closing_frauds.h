#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

/// An act that the treasurer and the auditor sign.
inline Draft reviewed(Record record, Terms terms) {
  return {.record = std::move(record),
          .by = other("treasurer").id.text(),
          .signers = {&other("treasurer"), &other("auditor")},
          .terms = std::move(terms)};
}

inline Draft closed_period(const std::string& period) {
  return reviewed(under("period.closed", {{"period", period}}, "Fund order 8"), {.target = period});
}

/// A place held so much on a day, by what a statement says.
inline Draft a_reconciliation(const std::string& statement, const std::string& date,
                              const std::string& units) {
  const auto id = id_named<ReconciliationId>(statement).text();
  return reviewed(under("reconciliation.signed",
                        {{"reconciliation", id},
                         {"place", the_place},
                         {"date", date},
                         {"statement", id_named<StatementId>(statement).text()},
                         {"closing", units},
                         {"book", units},
                         {"difference", "0"},
                         {"currency", "AZN"},
                         {"items", hash_text("no items")}},
                        "Fund order 8"),
                  {.target = id, .money = money(units), .place = the_place});
}

/// What the story's year came to, 1000.00 given and 700.00 paid, goes forward.
inline Draft the_year(int year = 2026, const std::string& on = "2026-12-31") {
  auto record = under("year.closed", {{"year", year}}, "Fund order 8");
  const auto item = "year_" + std::to_string(year);
  const auto line = [&](const std::string& account, const std::string& units) {
    return Line{
        .account = account, .place = {}, .fund = the_fund, .item = item, .amount = money(units)};
  };
  record.entry =
      Entry{.on = parse_date(on),
            .lines = {line("4100", "100000"), line("5100", "-70000"), line("3100", "-30000")}};
  return reviewed(std::move(record), {.target = std::to_string(year)});
}

inline Draft a_gift_of(const std::string& day) {
  const auto gift = id_named<GiftId>("late").text();
  auto record = under("receipt.announced",
                      {{"gift", gift},
                       {"donor", id_named<DonorId>("late").text()},
                       {"source", "contribution"},
                       {"fund", the_fund},
                       {"place", the_place},
                       {"money", "500"},
                       {"currency", "AZN"},
                       {"date", day},
                       {"reference", hash_text("reference")},
                       {"evidence", nlohmann::json::array()}},
                      "Relief Fund Regulations 4.2");
  record.entry = Entry{.on = parse_date(day),
                       .lines = pair("1150", "4100", the_place, the_fund, gift, money("500"))};
  return {.record = std::move(record), .by = other("first administrator").id.text()};
}

/// The story with another end: in place of the gift that was announced by mistake, of its reversal
/// and of the month that is closed. The second statement goes on until a later day; it, and all
/// after it, is told in January 2027.
inline Twist ending(const Draft& first, const Draft& second, const Draft& third,
                    const std::string& told_until = "2026-12-31") {
  auto twist = told_later(at::second_statement, "2027-01-05");
  twist.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::second_statement) draft.record.fields["to"] = told_until;
    if (seq == at::wrong_gift) draft = first;
    if (seq == at::reversal) draft = second;
    if (seq == at::period) draft = third;
  };
  return twist;
}

inline Twist ending(const Draft& first) {
  return ending(first, closed_period("2026-01"), closed_period("2026-02"));
}

/// What is no fraud: a year that is reconciled, carried forward and closed.
inline Twist a_year_that_closes() {
  return ending(a_reconciliation("second", "2026-12-31", "30000"), the_year(),
                closed_period("2026-12"));
}

/// Another: a month that ends within a statement, reconciled by what the statement says up to then.
inline Twist a_month_that_ends_within_a_statement() {
  return ending(a_reconciliation("second", "2026-11-30", "30000"), closed_period("2026-11"),
                the_year());
}

inline const std::vector<Fraud>& closing_frauds() {
  static const auto changed = [](Draft draft, const std::function<void(Draft&)>& change) {
    change(draft);
    return draft;
  };
  static const std::vector<Fraud> all{
      {"APeriodThatIsNotOver", at::period,
       before(at::period, [](Draft& draft) { draft = closed_period("2026-03"); })},
      {"APeriodClosedTwice", at::reversal,
       ending(closed_period("2026-02"), closed_period("2026-02"), closed_period("2026-03"))},
      {"APeriodThatIsLeftOut", at::reversal,
       ending(closed_period("2025-12"), closed_period("2026-02"), closed_period("2026-03"))},
      {"APeriodThatIsNoMonth", at::period,
       before(at::period, [](Draft& draft) { draft = closed_period("2026-13"); })},
      {"APeriodClosedWithoutReconciliation", at::period,
       ending(closed_period("2026-01"), closed_period("2026-02"), closed_period("2026-03"))},
      {"APeriodReconciledOnAnotherDay", at::period,
       ending(a_reconciliation("second", "2026-03-30", "30000"), closed_period("2026-02"),
              closed_period("2026-03"), "2026-03-30")},
      {"AnEntryIntoTheClosedPeriod", at::reversal,
       ending(closed_period("2026-02"), a_gift_of("2026-02-28"), closed_period("2026-03"))},
      {"AnEntryFromBeforeTheClosedPeriod", at::reversal,
       ending(closed_period("2026-02"), a_gift_of("2026-01-15"), closed_period("2026-03"))},
      {"AReconciliationOfAnotherDay", at::wrong_gift,
       ending(a_reconciliation("second", "2027-01-01", "30000"))},
      {"AReconciliationOfADayBeforeItsStatement", at::wrong_gift,
       ending(a_reconciliation("second", "2026-03-02", "100000"))},
      {"AReconciliationByAStatementThatAnotherOvertook", at::wrong_gift,
       before(at::wrong_gift,
              [](Draft& draft) { draft = a_reconciliation("first", "2026-03-02", "100000"); })},
      {"AReconciliationThatDiffers", at::wrong_gift,
       ending(
           changed(a_reconciliation("second", "2026-12-31", "30000"), field("difference", "500")))},
      {"ADecemberBeforeItsYear", at::reversal,
       ending(a_reconciliation("second", "2026-12-31", "30000"), closed_period("2026-12"),
              the_year())},
      {"AYearThatIsNotOver", at::period,
       before(at::period, [](Draft& draft) { draft = the_year(); })},
      {"AYearThatCameToNothing", at::wrong_gift, ending(the_year(2025, "2025-12-31"))},
      {"AYearWithoutItsEntry", at::wrong_gift,
       ending(changed(the_year(), [](Draft& draft) { draft.record.entry.reset(); }))},
      {"AYearOnAnotherDay", at::wrong_gift, ending(the_year(2026, "2026-12-30"))},
      {"AYearThatLeavesSomething", at::wrong_gift,
       ending(changed(the_year(),
                      [](Draft& draft) {
                        draft.record.entry->lines[0].amount = money("90000");
                        draft.record.entry->lines[2].amount = money("-20000");
                      }))},
      {"AYearOfAnotherFund", at::wrong_gift,
       ending(changed(the_year(),
                      [](Draft& draft) {
                        draft.record.fields["fund"] = std::string{unassigned_fund};
                        draft.terms.fund = std::string{unassigned_fund};
                      }))},
      {"AYearCarriedForwardTwice", at::reversal,
       ending(the_year(), the_year(), closed_period("2026-02"))},
      {"AYearByOne", at::wrong_gift, ending(changed(the_year(), signed_by("treasurer")))},
      {"AYearByOthers", at::wrong_gift,
       ending(changed(the_year(), signed_by("first administrator", "second administrator")))},
  };
  return all;
}

}  // namespace relief::audit::test
