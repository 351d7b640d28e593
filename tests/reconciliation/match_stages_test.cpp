#include "reconciliation/match_stages.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "reconciliation/match_run.h"
#include "tests/reconciliation/match_values.h"

namespace relief::reconciliation::match_stages_test {
namespace {

using test::azn;
using test::booked;
using test::gift;
using test::Items;
using test::line;
using test::Lines;
using test::payment;
using test::referring;
using test::rf;

constexpr auto iban = "AZ21NABZ00000000137010001944";
constexpr auto other_iban = "AZ77VTBA00000000001234567890";

OpenItem named(OpenItem item, std::string name, std::string account) {
  item.name = std::move(name);
  item.payee_account = std::move(account);
  item.due = parse_date("2026-01-14");
  item.batch.clear();
  return item;
}

OpenItem aynur(int n, std::string_view amount) {
  return named(payment(n, amount), "Rəhimova Aynur Vüqar qızı", iban);
}

/// "line[+line]: stage what items score-less alternatives", in the order of lines.
std::vector<std::string> decisions(const Lines& lines, Items items) {
  std::ranges::sort(items, {}, &OpenItem::item);
  std::vector<const StatementLine*> ordered;
  for (const auto& each : lines) ordered.push_back(&each);
  const ItemIndex index{items};
  const auto movements = movements_of(ordered, index);
  std::vector<std::string> texts;
  for (const auto& decision : decide(movements, index, Reach::all)) {
    std::string text;
    for (const auto movement : decision.movements) {
      text += (text.empty() ? "" : "+") + std::to_string(movements[movement].line->number);
    }
    text += ": " + std::string{stage_names.text(decision.stage)};
    if (decision.is_proposal) text += " proposed";
    if (decision.reason) text += " " + std::string{reason_names.text(*decision.reason)};
    for (const auto item : decision.items) text += " " + items[item].item;
    for (const auto& each : decision.alternatives) {
      text += " (";
      for (const auto item : each.items) text += (text.back() == '(' ? "" : " ") + items[item].item;
      text += ")";
    }
    texts.push_back(text);
  }
  std::ranges::sort(texts);
  return texts;
}

std::string decision(const StatementLine& line, const Items& items) {
  const auto all = decisions({line}, items);
  EXPECT_EQ(all.size(), 1U);
  return all.at(0);
}

/// A well-formed reference that isn't ours and begins like the n-th.
std::string cousin(int n) {
  const auto own = rf(n);
  auto digits = std::to_string(std::stoll(own.substr(4)) + 97);
  digits.insert(0, own.size() - 4 - digits.size(), '0');
  EXPECT_TRUE(is_creditor_reference(own.substr(0, 4) + digits));
  return own.substr(0, 4) + digits;
}

std::string mistyped(int n) {
  auto text = rf(n);
  std::swap(text[14], text[15]);
  if (text == rf(n)) text[15] = text[15] == '7' ? '8' : '7';
  return text;
}

TEST(MatchStagesTest, CorrectsOneSlipWithAnotherSignBesideIt) {
  const Items items{aynur(40, "-700.00")};
  const auto paid = [&](Particulars particulars) {
    return decision(line(1, "-700.00", std::move(particulars)), items);
  };
  EXPECT_EQ(paid({.text = mistyped(40), .counterparty = {"", iban}}), "1: near pay_40");
  EXPECT_EQ(paid({.text = mistyped(40), .counterparty = {"AYNUR REHIMOVA", ""}}), "1: near pay_40");
  EXPECT_EQ(paid({.text = mistyped(40)}), "1: scored proposed pay_40") << "nothing beside it";
  EXPECT_EQ(paid({.text = mistyped(40), .counterparty = {"Aynur Rehimova", other_iban}}),
            "1: none PAID_NOT_INSTRUCTED")
      << "a debit to another account is never corrected into an order";
}

TEST(MatchStagesTest, TakesTheOnlyItemOfAnAccountAndAmount) {
  const auto paid = line(1, "-700.00", {.counterparty = {"", iban}});
  EXPECT_EQ(decision(paid, {aynur(1, "-700.00"), aynur(2, "-250.00")}), "1: account pay_1");
  EXPECT_EQ(decision(paid, {aynur(1, "-700.00"), aynur(2, "-700.00")}),
            "1: scored proposed pay_1 (pay_2)")
      << "two of one amount";
  EXPECT_EQ(decision(paid, {aynur(1, "-700.00"),
                            named(payment(2, "-700.00"), "Rəhimova Aynur Vüqar qızı", "")}),
            "1: scored proposed pay_1")
      << "another may have that account";
  auto late = aynur(1, "-700.00");
  late.due = parse_date("2025-11-01");
  EXPECT_EQ(decision(paid, {late}).substr(0, 9), "1: scored") << "too long ago to be certain";
}

TEST(MatchStagesTest, KnowsARivalByItsSpan) {
  const auto paid = line(1, "-700.00", {.counterparty = {"", iban}});
  const auto beside = [&](std::optional<std::string_view> due, std::string name,
                          std::string account) {
    auto other = named(payment(2, "-700.00"), std::move(name), std::move(account));
    other.due = due ? std::optional{parse_date(*due)} : std::nullopt;
    return decision(paid, {aynur(1, "-700.00"), other}).substr(0, 10);
  };
  constexpr auto alone = "1: account";
  const std::string same_name = "Rəhimova Aynur Vüqar qızı";
  for (const auto& [name, account] :
       {std::pair{same_name, std::string{}}, {"", ""}, {same_name, std::string{iban}}}) {
    EXPECT_NE(beside("2025-12-01", name, account), alone) << "45 days before the booking";
    EXPECT_EQ(beside("2025-11-30", name, account), alone);
    EXPECT_NE(beside("2026-01-30", name, account), alone) << "15 days after it";
    EXPECT_EQ(beside("2026-01-31", name, account), alone);
    EXPECT_NE(beside(std::nullopt, name, account), alone) << "whenever it is";
  }
  EXPECT_EQ(beside("2026-01-14", "Əliyev Kamran", ""), alone) << "somebody else";
}

TEST(MatchStagesTest, NeverSettlesByNameAndAmount) {
  const auto paid = line(1, "-700.00", {.counterparty = {"Rəhimova Aynur", ""}});
  EXPECT_EQ(decision(paid, {aynur(1, "-700.00")}), "1: scored proposed pay_1");
}

TEST(MatchStagesTest, ProposesNothingForADebitToAStranger) {
  const Items items{aynur(1, "-700.00")};
  EXPECT_EQ(decision(line(1, "-700.00", {.counterparty = {"Rəhimova Aynur", other_iban}}), items),
            "1: none PAID_NOT_INSTRUCTED");
  EXPECT_EQ(decision(line(1, "-700.00", {.counterparty = {"Əliyev Kamran", ""}}), items),
            "1: none PAID_NOT_INSTRUCTED");
  EXPECT_EQ(decision(line(1, "-700.00"), {aynur(1, "-700.00"), aynur(2, "-700.00")}),
            "1: none PAID_NOT_INSTRUCTED")
      << "a lump sum to nobody";
  EXPECT_EQ(decision(line(1, "-700.00", {.text = rf(1).substr(0, 10)}), items),
            "1: scored proposed pay_1")
      << "a reference that was cut";
  EXPECT_EQ(decision(line(1, "-700.00", {.text = cousin(1)}), items), "1: none PAID_NOT_INSTRUCTED")
      << "a whole reference of somebody else";
}

TEST(MatchStagesTest, LeavesADebitToPeopleWhereManyOrdersAreAlike) {
  Items items;
  for (int n = 1; n <= 6; ++n) items.push_back(aynur(n, "-700.00"));
  const auto paid = line(1, "-700.00", {.counterparty = {"", iban}});
  EXPECT_EQ(decision(paid, items),
            "1: none AMBIGUOUS_IDENTICAL (pay_1) (pay_2) (pay_3) (pay_4) (pay_5) (pay_6)");
}

TEST(MatchStagesTest, SuspectsASecondDebitWithoutReference) {
  const Items items{aynur(1, "-700.00")};
  const auto bare = line(2, "-700.00", {.counterparty = {"", iban}});
  EXPECT_EQ(decisions({referring(1, "-700.00", 1), bare}, items),
            (std::vector<std::string>{"1: reference pay_1",
                                      "2: none DUPLICATE_PAYMENT_SUSPECTED (pay_1)"}));
  auto first = bare;
  first.number = 1;
  EXPECT_EQ(decisions({first, bare}, items),
            (std::vector<std::string>{"1: account pay_1",
                                      "2: none DUPLICATE_PAYMENT_SUSPECTED (pay_1)"}));
}

TEST(MatchStagesTest, PutsThePartsOfAGiftTogether) {
  const Items items{gift(3, "40.00")};
  EXPECT_EQ(decisions({referring(1, "14.07", 3), referring(2, "25.93", 3)}, items),
            (std::vector<std::string>{"1+2: parts don_3"}));
  EXPECT_EQ(decisions({referring(1, "14.07", 3), referring(2, "20.00", 3)}, items),
            (std::vector<std::string>{"1: scored proposed don_3", "2: scored proposed don_3"}))
      << "something is still to come";
}

TEST(MatchStagesTest, SettlesSeveralPledgesThatAReceiptNamesAll) {
  const Items items{gift(1, "5.00"), gift(2, "20.00")};
  const auto both = rf(1) + " " + rf(2);
  EXPECT_EQ(decision(line(1, "25.00", {.text = both}), items), "1: reference don_1 don_2");
  EXPECT_EQ(decision(line(1, "24.00", {.text = both}), items).substr(0, 9), "1: scored");
}

TEST(MatchStagesTest, ProposesPledgesOfOneGiverThatAddUp) {
  const auto pledge = [](int n, std::string_view amount) {
    return named(gift(n, amount), "Kəpəz Tikinti MMC", "");
  };
  const auto received = line(1, "25.00", {.text = rf(1), .counterparty = {"KEPEZ TIKINTI", ""}});
  EXPECT_EQ(decision(received, {pledge(1, "5.00"), pledge(2, "20.00"), pledge(3, "7.00")}),
            "1: scored proposed don_1 don_2");
  EXPECT_EQ(decision(received, {pledge(1, "5.00"), pledge(2, "20.00"), pledge(3, "20.00")}),
            "1: scored proposed don_1 don_2 (don_1 don_3)")
      << "two ways: both are shown";
}

TEST(MatchStagesTest, TakesAStatedChargeIntoAccount) {
  auto received = referring(1, "103.48", 1);
  EXPECT_EQ(decision(received, {gift(1, "104.48")}), "1: scored proposed don_1");
  received.particulars.charges = {{azn("-1.00"), true}};
  EXPECT_EQ(decision(received, {gift(1, "104.48")}), "1: reference don_1");
}

TEST(MatchStagesTest, TakesAStatedForeignAmountWithinTheBand) {
  auto item = gift(1, "100.00");
  item.amount = Money::parse("100.00", currency("USD"));
  auto received = referring(1, "170.00", 1);
  EXPECT_EQ(decision(received, {item}), "1: scored proposed don_1") << "nothing is stated";
  received.particulars.instructed = StatedAmount{"100.00", "USD"};
  EXPECT_EQ(decision(received, {item}), "1: reference don_1");
  received.particulars.rate = "1.7";
  EXPECT_EQ(decision(received, {item}), "1: reference don_1");
  received.particulars.rate = "1.716";
  EXPECT_EQ(decision(received, {item}), "1: reference don_1") << "0.94 per cent";
  received.particulars.rate = "1.72";
  EXPECT_EQ(decision(received, {item}), "1: none FX_RATE_OUT_OF_BAND (don_1)");
  received.particulars.instructed = StatedAmount{"101.00", "USD"};
  received.particulars.rate.clear();
  EXPECT_NE(decision(received, {item}), "1: reference don_1");
}

TEST(MatchStagesTest, ProposesABatchThatTheBankDoesntName) {
  Items items{payment(1, "-400.00"), payment(2, "-700.00"), payment(3, "-250.00")};
  for (auto& item : items) item.due = parse_date("2026-01-14");
  EXPECT_EQ(decision(line(1, "-1350.00", {.text = "Toplu odenis"}), items),
            "1: scored proposed pay_1 pay_2 pay_3");
  EXPECT_EQ(decision(line(1, "-1100.00", {.batch = "BATCH"}), items),
            "1: scored proposed pay_1 pay_2")
      << "one was refused";
}

TEST(MatchStagesTest, KnowsAChargeByItsWordsAndNobodyBeside) {
  EXPECT_EQ(
      decision(line(1, "-2.00", {.text = "Köçürmə komissiyası " + rf(1)}), {payment(1, "-700.00")}),
      "1: charge FEE_UNEXPECTED");
  EXPECT_EQ(decision(line(1, "-2.00", {.text = "Bank xidməti haqqı"}), {}),
            "1: charge FEE_UNEXPECTED");
  EXPECT_EQ(decision(line(1, "-306.05", {.text = "Xidmət haqqına görə"}), {}),
            "1: none PAID_NOT_INSTRUCTED")
      << "for a service: an invoice's words";
  EXPECT_EQ(decision(line(1, "-2.00", {.text = "komissiya", .counterparty = {"Kamran", ""}}), {}),
            "1: none PAID_NOT_INSTRUCTED");
}

TEST(MatchStagesTest, SaysWhatIsUnknownOfAReceipt) {
  EXPECT_EQ(decision(line(1, "9.00", {.text = "Iane " + rf(2)}), {gift(1, "5.00")}),
            "1: none REF_UNKNOWN");
  EXPECT_EQ(decision(line(1, "9.00", {.text = "Iane"}), {gift(1, "5.00")}),
            "1: none UNIDENTIFIED_RECEIPT");
  EXPECT_EQ(decision(line(1, "700.00", {.bank_code = "NRTI"}), {booked(payment(1, "-700.00"))}),
            "1: none RETURN_UNLINKED");
  EXPECT_EQ(
      decisions({referring(1, "5.00", 1), referring(2, "5.00", 1)}, {gift(1, "5.00")}),
      (std::vector<std::string>{"1: reference don_1", "2: none UNIDENTIFIED_RECEIPT (don_1)"}));
}

TEST(MatchStagesTest, TakesAGiftBackOnlyWhereTheBankSaysSo) {
  auto taken = referring(1, "-5.00", 1);
  EXPECT_EQ(decision(taken, {booked(gift(1, "5.00"))}), "1: none PAID_NOT_INSTRUCTED (don_1)");
  taken.is_reversal = true;
  EXPECT_EQ(decision(taken, {booked(gift(1, "5.00"))}), "1: returned don_1");
}

TEST(MatchStagesTest, PrefersTheItemThatNobodyElseCanHave) {
  const auto pledge = [](int n, std::string name) {
    return named(gift(n, "10.00"), std::move(name), "");
  };
  const Items items{pledge(1, "Orucov Tural Emin oğlu"), pledge(2, "Orucov Tural Samir oğlu")};
  const auto from = [](int number, std::string name) {
    return line(number, "10.00", {.counterparty = {std::move(name), ""}});
  };
  EXPECT_EQ(decisions({from(1, "Orucov Tural"), from(2, "Orucov Tural Emin oglu")}, items),
            (std::vector<std::string>{"1: scored proposed don_2 (don_1)",
                                      "2: scored proposed don_1 (don_2)"}));
}

}  // namespace
}  // namespace relief::reconciliation::match_stages_test
