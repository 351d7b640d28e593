#include "api/cli/demo_bank.h"

#include <gtest/gtest.h>

#include "ledger/aid/iban.h"
#include "ledger/aid/pain001.h"
#include "reconciliation/checks.h"
#include "reconciliation/formats.h"
#include "tests/support/refusal.h"

namespace relief::cli {
namespace {

constexpr auto march = std::chrono::year{2025} / std::chrono::March;
constexpr auto april = std::chrono::year{2025} / std::chrono::April;
constexpr auto our_reference = "RF18539007547034";

Money azn(const char* decimal) { return Money::parse(decimal, currency("AZN")); }
Date day(unsigned d) { return Date{march / std::chrono::day{d}}; }

class DemoBankTest : public testing::Test {
 protected:
  DemoBankTest() {
    bank.book(account, {.amount = azn("1000.00"),
                        .on = day(1),
                        .code = "PMNT/RCDT/DMCT",
                        .other = {"Xəyal MMC", bank.others_account()},
                        .text = "iane"});
  }

  std::string order(const char* message_id, const char* amount) {
    const PaymentOrder order{.message_id = message_id,
                             .created = parse_instant("2025-03-10T08:00:00Z"),
                             .execution_date = day(13),
                             .debtor_name = "Fond",
                             .debtor_iban = account,
                             .payments = {{.reference = our_reference,
                                           .amount = azn(amount),
                                           .creditor_name = "Nümunə Uydurmazadə",
                                           .creditor_iban = payee,
                                           .remittance = our_reference}}};
    return pain001(order, Pain001Version::v09);
  }

  reconciliation::Statement read(std::chrono::year_month month) {
    const auto reading =
        reconciliation::format_named("camt.053")->read(bank.statement(account, month));
    EXPECT_TRUE(reading.faults.empty());
    EXPECT_EQ(reading.statements.size(), 1U);
    return reading.statements.at(0);
  }

  DemoBank bank;
  const std::string account = bank.open_account(currency("AZN"));
  const std::string payee = bank.others_account();
};

TEST_F(DemoBankTest, GivesEachAccountAnIbanOfItsOwn) {
  EXPECT_TRUE(is_iban(account));
  EXPECT_NE(account, bank.open_account(currency("EUR")));
}

TEST_F(DemoBankTest, ExecutesAnOrderAndTellsOfItInItsStatement) {
  bank.accept(order("ORDER1", "700.00"));
  EXPECT_EQ(bank.balance(account), azn("300.00"));
  const auto statement = read(march);
  EXPECT_TRUE(reconciliation::check(statement, std::nullopt).may_post());
  ASSERT_EQ(statement.lines.size(), 2U);
  EXPECT_EQ(statement.lines[1].amount, azn("-700.00"));
  EXPECT_EQ(statement.lines[1].particulars.references.at(0), our_reference);
}

TEST_F(DemoBankTest, RefusesAnOrderThatCameBeforeOrCostsTooMuch) {
  bank.accept(order("ORDER1", "600.00"));
  EXPECT_TRUE(test::refusal([&] { bank.accept(order("ORDER1", "1.00")); }) == Errc::refused);
  EXPECT_TRUE(test::refusal([&] { bank.accept(order("ORDER2", "600.00")); }) == Errc::refused);
}

TEST_F(DemoBankTest, RefusesAnOrderWhoseTotalIsAnother) {
  auto file = order("ORDER1", "700.00");
  file.replace(file.find("700.00"), 6, "700.01");
  EXPECT_TRUE(test::refusal([&] { bank.accept(file); }) == Errc::refused);
}

TEST_F(DemoBankTest, GivesAPaymentBackWithItsReason) {
  bank.accept(order("ORDER1", "700.00"));
  bank.give_back(payee, day(20), "AC04");
  const auto line = read(march).lines.at(2);
  EXPECT_EQ(line.amount, azn("700.00"));
  EXPECT_EQ(line.particulars.return_reason, "AC04");
  EXPECT_TRUE(test::refusal([&] { bank.give_back(bank.others_account(), day(21), "AC04"); }) ==
              Errc::not_found);
}

TEST_F(DemoBankTest, ChainsItsMonths) {
  bank.accept(order("ORDER1", "700.00"));
  const auto first = read(march);
  const auto second = read(april);
  EXPECT_EQ(second.opening->amount, first.closing->amount);
  EXPECT_TRUE(second.lines.empty());
  const reconciliation::PreviousClosing previous{*first.closing, first.electronic_sequence};
  EXPECT_TRUE(reconciliation::check(second, previous).may_post());
}

}  // namespace
}  // namespace relief::cli
