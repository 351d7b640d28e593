#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "ledger/books/payment_lines.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

inline const std::string the_claim = id_named<ClaimId>("stray").text();

inline Draft by_treasurer_and_approver(Record record, const std::string& target) {
  return {.record = std::move(record),
          .by = other("treasurer").id.text(),
          .signers = {&other("treasurer"), &other("approver")},
          .terms = {.target = target}};
}

/// The line of the second statement as a debit that nobody ordered, though it names the payment.
inline void as_a_stray_debit(Draft& draft) {
  draft.record.fields["items"] = {the_payment, the_claim};
  draft.record.fields["code"] = debited_after_failure_code;
  draft.record.entry->lines =
      pair("1200", "1100", the_place, unassigned_fund, the_claim, money("70000"));
}

inline PaymentTerms the_terms() {
  return {.place = the_place,
          .fund = the_fund,
          .payment = the_payment,
          .request = the_request,
          .expense_account = "5100",
          .expensed_on = parse_date("2026-03-02")};
}

inline Draft a_failure() {
  auto record =
      under("payment.failed", {{"payment", the_payment}, {"code", "ac04"}}, "Fund order 6");
  record.entry =
      Entry{.on = parse_date("2026-03-02"),
            .lines = undo_order_lines(the_terms(), money("70000"), parse_date("2026-03-02"))};
  return by_treasurer_and_approver(std::move(record), the_payment);
}

/// So much of the claim, of a kind, with these lines of the fund's.
inline Draft of_the_claim(Record record, const std::string& units, std::vector<Line> lines) {
  record.fields["claim"] = the_claim;
  record.fields["fund"] = the_fund;
  record.fields["money"] = units;
  record.fields["currency"] = "AZN";
  record.entry =
      Entry{.on = parse_date("2026-03-02"),
            .lines = pair("1100", "1200", the_place, unassigned_fund, the_claim, money(units))};
  extend(record.entry->lines, std::move(lines));
  auto draft = by_treasurer_and_approver(std::move(record), the_claim);
  draft.terms.money = money(units);
  draft.terms.fund = the_fund;
  draft.terms.place = the_place;
  return draft;
}

inline Draft an_explanation(const std::string& units, std::vector<Line> lines) {
  return of_the_claim(
      under("claim.explained", {{"as", "payment"}, {"item", the_payment}}, "Fund order 6"), units,
      std::move(lines));
}

inline Draft a_write_off(const std::string& units) {
  return of_the_claim(under("claim.written_off", nlohmann::json::object(), "Fund order 6"), units,
                      pair("5900", "1100", the_place, the_fund, the_claim, money(units)));
}

/// A receipt and a claim that cancel, as nobody came by either: the other way round it makes both.
inline Draft an_invention() {
  const auto receipt = id_named<ReceiptId>("invented").text();
  auto record = under("receipt.identified",
                      {{"as", "claim"},
                       {"receipt", receipt},
                       {"item", the_claim},
                       {"money", "-500"},
                       {"currency", "AZN"}},
                      "Fund order 11");
  record.entry =
      Entry{.on = parse_date("2026-03-02"),
            .lines = pair("2200", "1200", the_place, unassigned_fund, receipt, money("-500"))};
  record.entry->lines.back().item = the_claim;
  return {.record = std::move(record),
          .by = other("treasurer").id.text(),
          .signers = {&other("treasurer")},
          .terms = {.target = receipt, .money = money("-500"), .place = the_place}};
}

using Alter = std::function<void(Draft&)>;

/// The story with another end: the payment failed before the second statement, which tells that it
/// was debited after all. Its explanation may be changed before it is signed.
inline Twist explaining(Alter explanation = {}) {
  const auto kept = std::make_shared<Draft>();
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::second_statement) *kept = std::exchange(draft, a_failure());
    if (seq == at::payment_line) std::swap(*kept, draft);
    if (seq == at::wrong_gift) {
      draft = *kept;
      draft.record.cause = {at::payment_line};
      as_a_stray_debit(draft);
    }
    if (seq == at::reversal) {
      draft = an_explanation("70000", debited_reserve_lines(the_terms(), money("70000")));
    }
    if (seq == at::reversal && explanation) explanation(draft);
  }};
}

/// The story with another end: the debit is explained as a part of the payment that stands ordered,
/// and what the fund has is written off. Both may be changed before they are signed.
inline Twist writing_off(Alter write_off = {}, Alter explanation = {}) {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at::payment_line) as_a_stray_debit(draft);
    if (seq == at::wrong_gift) draft = a_write_off("30000");
    if (seq == at::wrong_gift && write_off) write_off(draft);
    if (seq == at::reversal) {
      draft = an_explanation("40000", debited_lines(the_terms(), "2110", money("40000")));
    }
    if (seq == at::reversal && explanation) explanation(draft);
  }};
}

inline const std::vector<Fraud>& claim_frauds() {
  static const std::vector<Fraud> all{
      {"AnExplanationByOne", at::reversal, explaining(signed_by("treasurer"))},
      {"AnExplanationByOthers", at::reversal,
       explaining(signed_by("first administrator", "second administrator"))},
      {"AnExplanationOfAnUnknownClaim", at::reversal, explaining([](Draft& draft) {
         const auto unknown = id_named<ClaimId>("unknown").text();
         draft.record.fields["claim"] = unknown;
         draft.terms.target = unknown;
         for (auto& line : draft.record.entry->lines) {
           if (line.item == the_claim) line.item = unknown;
         }
       })},
      {"AnExplanationBookedAsMore", at::reversal,
       explaining([](Draft& draft) { set_amounts(*draft.record.entry, "70001"); })},
      {"AnExplanationBookedAsALoss", at::reversal,
       explaining([](Draft& draft) { draft.record.entry = a_write_off("30000").record.entry; })},
      {"AnExplanationThatLeavesTheReserve", at::reversal, explaining([](Draft& draft) {
         draft = an_explanation("70000", debited_lines(the_terms(), "5100", money("70000")));
       })},
      {"AFailedPaymentExplainedInPart", at::reversal, explaining([](Draft& draft) {
         draft = an_explanation("40000", debited_reserve_lines(the_terms(), money("40000")));
       })},
      {"AFailedPaymentExplainedAsOrdered", at::reversal, explaining([](Draft& draft) {
         draft = an_explanation("70000", debited_lines(the_terms(), "2110", money("70000")));
       })},
      {"AnExplanationAsAnotherThing", at::reversal, explaining(field("as", "gift"))},
      {"AnExplanationOfNoFund", at::reversal,
       explaining([](Draft& draft) { draft.record.fields.erase("fund"); })},
      {"AChargeOfNobodys", at::reversal, explaining([](Draft& draft) {
         const auto charge = id_named<ChargeId>("first").text();
         draft = of_the_claim(
             under("claim.explained", {{"as", "charge"}, {"item", charge}}, "Fund order 6"), "100",
             pair("5700", "1100", the_place, unassigned_fund, charge, money("100")));
         draft.record.fields["fund"] = unassigned_fund;
         draft.terms.fund = unassigned_fund;
       })},
      {"AnExplanationTwice", at::period,
       [] {
         auto twist = explaining();
         return Twist{.before_signing = [=](std::uint64_t seq, Draft& draft) {
           twist.before_signing(seq, draft);
           if (seq != at::period) return;
           draft = an_explanation("70000", debited_reserve_lines(the_terms(), money("70000")));
         }};
       }()},
      {"AnInventedReceiptAndClaim", at::wrong_gift,
       before(at::wrong_gift, [](Draft& draft) { draft = an_invention(); })},
      {"AWriteOffByOne", at::wrong_gift, writing_off(signed_by("approver"))},
      {"AWriteOffOfMoreThanTheFundHas", at::wrong_gift,
       writing_off([](Draft& draft) { draft = a_write_off("30001"); })},
      {"AWriteOffOfAnUnknownFund", at::wrong_gift, writing_off([](Draft& draft) {
         const auto unknown = id_named<FundId>("unknown").text();
         draft.record.fields["fund"] = unknown;
         draft.terms.fund = unknown;
         for (auto& line : draft.record.entry->lines) {
           if (line.fund == the_fund) line.fund = unknown;
         }
       })},
      {"AWriteOffTheOtherWayRound", at::wrong_gift,
       writing_off([](Draft& draft) { draft = a_write_off("-30000"); })},
      {"AWriteOffThatIsntBooked", at::wrong_gift,
       writing_off([](Draft& draft) { draft.record.entry.reset(); })},
      {"AnExplanationOfMoreThanIsLeft", at::reversal,
       writing_off({},
                   [](Draft& draft) {
                     draft = an_explanation("40001",
                                            debited_lines(the_terms(), "2110", money("40001")));
                   })},
  };
  return all;
}

}  // namespace relief::audit::test
