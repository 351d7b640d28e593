#include "reconciliation/match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/reconciliation/match_values.h"

namespace relief::reconciliation::match_test {
namespace {

using test::answer;
using test::answers;
using test::azn;
using test::booked;
using test::gift;
using test::Items;
using test::line;
using test::Lines;
using test::payment;
using test::referring;
using test::rf;

TEST(MatchTest, SettlesByOurReference) {
  EXPECT_EQ(answer(referring(1, "-700.00", 1), {payment(1, "-700.00"), payment(2, "-700.00")}),
            "1: settled pay_1");
  EXPECT_EQ(answer(referring(1, "250.00", 3), {gift(3, "250.00")}), "1: settled don_3");
}

TEST(MatchTest, FindsOurReferenceInTheText) {
  auto broken = rf(1);
  broken.insert(8, "\n");
  broken.insert(4, " ");
  EXPECT_EQ(
      answer(line(1, "-700.00", {.text = "help " + broken + " thanks"}), {payment(1, "-700.00")}),
      "1: settled pay_1");
}

TEST(MatchTest, TrustsAReferenceFieldMoreThanTheText) {
  EXPECT_EQ(answer(line(1, "-700.00", {.references = {rf(1)}, .text = rf(2)}),
                   {payment(1, "-700.00"), payment(2, "-700.00")}),
            "1: settled pay_1");
}

TEST(MatchTest, NeverMatchesLumpSumsByAmountAndDay) {
  EXPECT_EQ(answer(line(1, "-700.00"), {payment(1, "-700.00")}),
            "1: unmatched PAID_NOT_INSTRUCTED");
  EXPECT_EQ(answer(line(1, "250.00"), {gift(1, "250.00")}), "1: unmatched UNIDENTIFIED_RECEIPT");
}

TEST(MatchTest, LeavesAnotherAmountToPeople) {
  EXPECT_EQ(answer(referring(1, "-700.01", 1), {payment(1, "-700.00")}),
            "1: unmatched AMOUNT_DIFF (pay_1)");
  EXPECT_EQ(answer(referring(1, "249.00", 1), {gift(1, "250.00")}),
            "1: unmatched AMOUNT_DIFF (don_1)");
}

TEST(MatchTest, NeverMatchesAnotherCurrency) {
  auto item = gift(1, "250.00");
  item.amount = Money::parse("250.00", currency("EUR"));
  EXPECT_EQ(answer(referring(1, "250.00", 1), {item}), "1: unmatched AMOUNT_DIFF (don_1)");
}

TEST(MatchTest, LeavesAnotherPayeesAccountToPeople) {
  const auto paid_to = [](std::string account) {
    return answer(
        line(1, "-700.00", {.references = {rf(1)}, .counterparty = {"", std::move(account)}}),
        {payment(1, "-700.00")});
  };
  EXPECT_EQ(paid_to("az-payee-0001"), "1: settled pay_1");
  EXPECT_EQ(paid_to("AZ -PAYEE- 0001"), "1: settled pay_1");
  EXPECT_EQ(paid_to("PAYEE-0001"), "1: settled pay_1") << "the account number that ends the IBAN";
  EXPECT_EQ(paid_to("AZ-PAYEE-0009"), "1: unmatched BENEFICIARY_ACCOUNT_DIFF (pay_1)");
  EXPECT_EQ(paid_to("1"), "1: unmatched BENEFICIARY_ACCOUNT_DIFF (pay_1)");
}

TEST(MatchTest, ChoosesNeitherOfTwoThatFit) {
  EXPECT_EQ(answer(line(1, "250.00", {.references = {rf(1), rf(2)}}),
                   {gift(1, "250.00"), gift(2, "250.00")}),
            "1: unmatched AMBIGUOUS_IDENTICAL (don_1) (don_2)");
  EXPECT_EQ(answer(line(1, "250.00", {.references = {rf(1), rf(2)}}),
                   {gift(1, "250.00"), gift(2, "20.00")}),
            "1: settled don_1");
}

TEST(MatchTest, SettlesEachPledgeOfAReceiptThatNamesThemAll) {
  EXPECT_EQ(answers({line(1, "25.00", {.text = rf(1) + " " + rf(2)})},
                    {gift(1, "5.00"), gift(2, "20.00")}),
            (std::vector<std::string>{"1: settled don_1", "1: settled don_2"}));
}

TEST(MatchTest, LeavesStatedChargesAndForeignAmountsToPeople) {
  EXPECT_EQ(answer(line(1, "249.00", {.references = {rf(1)}, .charges = {{azn("-1.00"), true}}}),
                   {gift(1, "250.00")}),
            "1: unmatched AMOUNT_DIFF (don_1)");
  auto item = gift(1, "100.00");
  item.amount = Money::parse("100.00", currency("USD"));
  EXPECT_EQ(answer(line(1, "170.00",
                        {.references = {rf(1)}, .instructed = StatedAmount{"100.00", "USD"}}),
                   {item}),
            "1: unmatched AMOUNT_DIFF (don_1)");
}

TEST(MatchTest, SuspectsASecondDebit) {
  EXPECT_EQ(
      answers({referring(1, "-700.00", 1), referring(2, "-700.00", 1)}, {payment(1, "-700.00")}),
      (std::vector<std::string>{"1: settled pay_1",
                                "2: unmatched DUPLICATE_PAYMENT_SUSPECTED (pay_1)"}));
  EXPECT_EQ(answer(referring(1, "-700.00", 1), {booked(payment(1, "-700.00"))}),
            "1: unmatched DUPLICATE_PAYMENT_SUSPECTED (pay_1)");
  EXPECT_EQ(answer(referring(1, "250.00", 1), {booked(gift(1, "250.00"))}),
            "1: unmatched UNIDENTIFIED_RECEIPT (don_1)");
}

TEST(MatchTest, CallsADebitARepeatOnlyWhereNoOrderWaits) {
  const auto order = [](int n) {
    auto item = payment(n, "-700.00");
    item.payee_account = "AZ-PAYEE";
    return item;
  };
  const auto paid = line(1, "-700.00", {.counterparty = {"", "AZ-PAYEE"}});
  EXPECT_EQ(answer(paid, {booked(order(1))}), "1: unmatched DUPLICATE_PAYMENT_SUSPECTED (pay_1)");
  EXPECT_EQ(answer(paid, {booked(order(1)), order(2)}), "1: unmatched REF_MISSING (pay_2)");
  EXPECT_EQ(answer(paid, {booked(order(1)), order(2), order(3)}),
            "1: unmatched AMBIGUOUS_IDENTICAL (pay_2) (pay_3)");
}

TEST(MatchTest, TakesTheEarlierBookingForTheItemsOwn) {
  Lines lines{referring(1, "-700.00", 1), referring(2, "-700.00", 1)};
  lines[0].booked_on = parse_date("2026-01-20");
  EXPECT_EQ(answers(lines, {payment(1, "-700.00")}),
            (std::vector<std::string>{"1: unmatched DUPLICATE_PAYMENT_SUSPECTED (pay_1)",
                                      "2: settled pay_1"}));
}

TEST(MatchTest, LinksAReturnToItsPayment) {
  const Items paid{booked(payment(1, "-700.00"))};
  auto returned = referring(1, "700.00", 1);
  EXPECT_EQ(answer(returned, paid), "1: returned pay_1");
  returned.particulars.bank_code = "PMNT/ICDT/RRTN";
  EXPECT_EQ(answer(returned, paid), "1: returned pay_1");
  returned.is_reversal = true;
  EXPECT_EQ(answer(returned, paid), "1: returned pay_1");
  returned.particulars.bank_code.clear();
  EXPECT_EQ(answer(returned, paid), "1: undone pay_1");
  returned.particulars.is_return = true;
  EXPECT_EQ(answer(returned, paid), "1: returned pay_1");
}

TEST(MatchTest, LinksAReturnToAPaymentOfTheSameStatement) {
  EXPECT_EQ(
      answers({referring(1, "700.00", 1), referring(2, "-700.00", 1)}, {payment(1, "-700.00")}),
      (std::vector<std::string>{"1: returned pay_1", "2: settled pay_1"}));
}

TEST(MatchTest, LeavesReturnsThatDontFitToPeople) {
  EXPECT_EQ(answer(referring(1, "690.00", 1), {booked(payment(1, "-700.00"))}),
            "1: unmatched RETURN_PARTIAL (pay_1)");
  EXPECT_EQ(answer(referring(1, "700.00", 1), {payment(1, "-700.00")}),
            "1: unmatched RETURN_UNLINKED (pay_1)");
  EXPECT_EQ(
      answer(line(1, "700.00", {.bank_code = "PMNT/ICDT/RRTN"}), {booked(payment(1, "-700.00"))}),
      "1: unmatched RETURN_UNLINKED");
  EXPECT_EQ(
      answers({referring(1, "700.00", 1), referring(2, "700.00", 1)},
              {booked(payment(1, "-700.00"))}),
      (std::vector<std::string>{"1: returned pay_1", "2: unmatched RETURN_UNLINKED (pay_1)"}));
}

TEST(MatchTest, KnowsChargesAndInterestByTheBanksCode) {
  EXPECT_EQ(answer(line(1, "-1.50", {.bank_code = "ACMT/MDOP/CHRG"}), {}), "1: charge");
  EXPECT_EQ(answer(line(1, "-1.50", {.bank_code = "NCHG"}), {}), "1: charge");
  EXPECT_EQ(answer(line(1, "-1.50", {.references = {rf(1)}, .bank_code = "PMNT/ICDT/CHRG"}),
                   {payment(1, "-700.00")}),
            "1: charge")
      << "a fee may quote the payment that it is for";
  EXPECT_EQ(answer(line(1, "0.30", {.bank_code = "ACMT/MCOP/INTR"}), {}), "1: interest");
  EXPECT_EQ(answer(line(1, "1.50", {.bank_code = "ACMT/MDOP/CHRG"}), {}),
            "1: unmatched UNIDENTIFIED_RECEIPT");
  EXPECT_EQ(answer(line(1, "-0.30", {.bank_code = "ACMT/MCOP/INTR"}), {}),
            "1: unmatched PAID_NOT_INSTRUCTED");
}

TEST(MatchTest, IgnoresLinesThatArentBooked) {
  auto pending = referring(1, "-700.00", 1);
  pending.is_booked = false;
  EXPECT_TRUE(answers({pending}, {payment(1, "-700.00")}).empty());
}

TEST(MatchTest, AnswersTheSameWhateverTheOrder) {
  Lines lines;
  Items items;
  for (int n = 1; n <= 60; ++n) {
    items.push_back(n % 5 == 0 ? booked(payment(n, "-700.00")) : payment(n, "-700.00"));
    lines.push_back(referring(n, n % 7 == 0 ? "700.00" : "-700.00", 1 + n % 40));
  }
  const auto expected = match_exact(lines, items);
  auto total = azn("0");
  for (const auto& match : expected) total += match.amount;
  EXPECT_EQ(total, azn("-30800.00")) << "each line is answered once: 52 debits, 8 credits";

  std::mt19937 random{7};
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(lines, random);
    std::ranges::shuffle(items, random);
    EXPECT_EQ(match_exact(lines, items), expected);
  }
}

}  // namespace
}  // namespace relief::reconciliation::match_test
