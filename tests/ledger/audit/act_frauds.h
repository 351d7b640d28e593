#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/ledger/audit/claim_frauds.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

inline const std::string the_other_place = id_named<PlaceId>("other bank").text();
inline const std::string the_receipt = id_named<ReceiptId>("opening").text();
inline const std::string the_transfer = id_named<TransferId>("first").text();

/// Another account at a bank, with nobody's 5.00 in it.
inline Draft another_place() {
  auto record = under("place.opened",
                      {{"place", the_other_place},
                       {"type", "bank"},
                       {"currency", "AZN"},
                       {"opening", "500"},
                       {"account", hash_text("other account")}},
                      "Fund order 12");
  record.nature = Nature::fact;
  record.entry = Entry{
      .on = parse_date("2026-03-02"),
      .lines = pair("1100", "2200", the_other_place, unassigned_fund, the_receipt, money("500"))};
  return {.record = std::move(record),
          .by = other("first administrator").id.text(),
          .signers = {&other("first administrator")},
          .terms = {.target = "new", .money = money("500"), .place = the_other_place}};
}

/// Money goes from one account to the other; nobody's goes from the one that has some.
inline Draft a_transfer(const std::string& fund, const std::string& id = the_transfer) {
  const bool nobodys = fund == unassigned_fund;
  const auto& from = nobodys ? the_other_place : the_place;
  auto record = under("transfer.ordered",
                      {{"transfer", id},
                       {"fund", fund},
                       {"place", from},
                       {"to_place", nobodys ? the_place : the_other_place},
                       {"reference", hash_text("reference of a transfer")},
                       {"money", "500"},
                       {"currency", "AZN"}},
                      "Fund order 6");
  record.entry = Entry{.on = parse_date("2026-03-02"),
                       .lines = pair("1160", "2110", from, fund, id, money("500"))};
  auto draft = by_treasurer_and_approver(std::move(record), "new");
  draft.terms.money = money("500");
  draft.terms.fund = fund;
  draft.terms.place = from;
  return draft;
}

inline Draft by_the_treasurer(Record record, const std::string& target, const std::string& units) {
  record.fields["money"] = units;
  record.fields["currency"] = "AZN";
  return {.record = std::move(record),
          .by = other("treasurer").id.text(),
          .signers = {&other("treasurer")},
          .terms = {.target = target, .money = money(units)}};
}

inline Draft a_cancelled_remainder(const std::string& units) {
  const auto gift = id_named<GiftId>("wrong").text();
  auto record = under("remainder.cancelled", {{"item", gift}}, "Fund order 11");
  record.entry = Entry{.on = parse_date("2026-03-02"),
                       .lines = pair("4100", "1150", the_place, the_fund, gift, money(units))};
  return by_the_treasurer(std::move(record), gift, units);
}

inline Draft a_returned_receipt(const std::string& units) {
  auto record = under("receipt.returned", {{"receipt", the_receipt}}, "Fund order 11");
  record.entry = Entry{
      .on = parse_date("2026-03-02"),
      .lines = pair("2200", "2110", the_other_place, unassigned_fund, the_receipt, money(units))};
  return by_the_treasurer(std::move(record), the_receipt, units);
}

inline Draft a_withdrawn_role() {
  const auto& who = other("second approver").id.text();
  const auto& first = other("first administrator");
  return {.record = under("role.withdrawn", {{"user", who}, {"role", "approver"}}, "Fund order 7"),
          .by = first.id.text(),
          .signers = {&first, &other("second administrator")},
          .terms = {.target = who}};
}

/// The story with another end.
inline Twist ending_with(const Draft& first, const Draft& second, std::optional<Draft> third = {}) {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::wrong_gift) draft = first;
    if (seq == at::reversal) draft = second;
    if (seq == at::period && third) draft = *third;
  }};
}

/// Records again, signatures and all, what two people signed before somebody lost the role.
inline Twist granting_again() {
  const auto kept = std::make_shared<Record>();
  return {.before_signing =
              [=](std::uint64_t seq, Draft& draft) {
                if (seq == at::wrong_gift) draft = a_withdrawn_role();
              },
          .after_signing =
              [=](std::uint64_t seq, Record& record) {
                if (seq == at::second_role) *kept = record;
                if (seq == at::reversal) record = *kept;
              }};
}

/// The first signature over the reversal waited so long for the second.
inline Twist waiting(std::chrono::seconds waited) {
  return before(at::reversal, [=](Draft& draft) { draft.waited = waited; });
}

/// The debit of the payment does something more.
inline Twist besides(std::vector<Line> lines) {
  return before(at::payment_line, [=](Draft& draft) { extend(draft.record.entry->lines, lines); });
}

/// A third statement, in which nothing moved, and a line of it that moves this.
inline Twist a_line_of_nothing(std::vector<Line> lines) {
  const auto statement = std::make_shared<Draft>();
  const auto line = std::make_shared<Draft>();
  const auto third = id_named<StatementId>("third").text();
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::second_statement) *statement = draft;
    if (seq == at::payment_line) *line = draft;
    if (seq == at::wrong_gift) {
      draft = *statement;
      draft.record.fields["statement"] = third;
      draft.record.fields["opening"] = draft.record.fields["closing"];
    }
    if (seq == at::reversal) {
      draft = *line;
      draft.record.fields["statement"] = third;
      draft.record.fields["money"] = "0";
      draft.record.entry->lines = lines;
    }
  }};
}

/// What is signed counts once and in its time; what nobody signs moves nothing that needs it.
inline const std::vector<Fraud>& act_frauds() {
  using std::chrono::days, std::chrono::minutes, std::chrono::seconds;
  const auto receipt = id_named<ReceiptId>("invented").text();
  auto between_funds = pair("1100", "2200", the_place, unassigned_fund, receipt, money("500"));
  extend(between_funds, pair("5700", "1100", the_place, the_fund, receipt, money("500")));
  static const std::vector<Fraud> all{
      {"ASignedActRecordedAgain", at::reversal, granting_again()},
      {"AnActAfterItsStatementExpired", at::period,
       written(at::period,
               [](auto& bytes) {
                 replace(bytes, "\"at\":\"2026-03-02T06:28:00", "\"at\":\"2026-03-02T06:58:01");
               })},
      {"ASignatureThatWaitedTooLong", at::reversal, waiting(days{14} + minutes{30} + seconds{1})},
      {"ARecordFromBeforeTheLast", at::wrong_gift,
       written(at::wrong_gift,
               [](auto& bytes) {
                 replace(bytes, "\"at\":\"2026-03-02T06:26", "\"at\":\"2026-03-02T06:24");
               })},
      {"ATransferTwice", at::period,
       ending_with(another_place(), a_transfer(the_fund), a_transfer(the_fund))},
      {"ATransferUnderAGiftsName", at::reversal,
       ending_with(another_place(), a_transfer(the_fund, the_gift))},
      {"ATransferOfNobodysMoney", at::reversal,
       ending_with(another_place(), a_transfer(std::string{unassigned_fund}))},
      {"ALineOfNothingThatMovesMoney", at::reversal, a_line_of_nothing(between_funds)},
      {"ALineThatMovesMoneyBesides", at::payment_line, besides(between_funds)},
      {"ALineThatReservesMoney", at::payment_line,
       besides(pair("9100", "9200", the_place, the_fund, the_request, money("500")))},
      {"ALineThatBooksALoss", at::payment_line,
       before(at::payment_line,
              [](Draft& draft) {
                draft.record.entry->lines =
                    pair("5900", "1100", the_place, the_fund, the_payment, money("70000"));
              })},
      {"ALineAgainstTwoAccounts", at::gift_line,
       before(at::gift_line,
              [](Draft& draft) {
                draft.record.entry->lines[1].amount = money("-99500");
                draft.record.entry->lines.push_back(draft.record.entry->lines[1]);
                draft.record.entry->lines.back().amount = money("-500");
                draft.record.entry->lines.back().account = "4600";
                draft.record.entry->lines.back().place = {};
              })},
      {"ARemainderCancelledInPart", at::reversal,
       before(at::reversal, [](Draft& draft) { draft = a_cancelled_remainder("200"); })},
      {"ARemainderTheOtherWayRound", at::reversal,
       before(at::reversal, [](Draft& draft) { draft = a_cancelled_remainder("-500"); })},
      {"AReceiptReturnedInPart", at::reversal,
       ending_with(another_place(), a_returned_receipt("400"))},
  };
  return all;
}

/// What is no fraud, so that it is the rule itself that sees the others.
inline std::vector<Twist> acts_in_order() {
  using std::chrono::days, std::chrono::minutes;
  return {ending_with(another_place(), a_transfer(the_fund)),
          ending_with(another_place(), a_returned_receipt("500")),
          before(at::reversal, [](Draft& draft) { draft = a_cancelled_remainder("500"); }),
          waiting(days{14} + minutes{30})};
}

}  // namespace relief::audit::test
