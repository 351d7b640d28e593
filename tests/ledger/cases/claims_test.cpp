#include <gtest/gtest.h>

#include "ledger/cases/order_transfer.h"
#include "ledger/cases/return_receipt.h"
#include "tests/ledger/cases/claims_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class ClaimsTest : public test::ClaimsOffice {};

TEST_F(ClaimsTest, LetsAFundBearALossInParts) {
  office.receive("1000.00");
  const auto id = claim("300.00");
  EXPECT_EQ(office.available(), "1000.00") << "it was nobody's so far";
  write_off(loss(id, azn("100.00")));
  EXPECT_EQ(open("1200", id.text()), "200.00");
  EXPECT_EQ(office.available(), "900.00");
  write_off(loss(id));
  EXPECT_EQ(balance("5900"), "300.00");
  EXPECT_EQ(office.available(), "700.00");
  EXPECT_EQ(test::refusal([&] { write_off(loss(id)); }), Errc::conflict);
}

TEST_F(ClaimsTest, RefusesALossThatNoFundCanBear) {
  office.receive("100.00");
  const auto id = claim("300.00");
  using Refused = std::pair<Errc, std::string>;
  EXPECT_EQ(refused([&] { write_off(loss(id)); }), Refused(Errc::refused, "/fund"));
  EXPECT_EQ(refused([&] { write_off(loss(id, azn("300.01"))); }),
            Refused(Errc::conflict, "/amount"));
  EXPECT_EQ(refused([&] { write_off(loss(id, Money::parse("1.00", currency("EUR")))); }),
            Refused(Errc::refused, "/amount"));
  auto nobodys = loss(id);
  nobodys.fund = FundId{std::string{unassigned_fund}};
  EXPECT_EQ(refused([&] { write_off(nobodys); }), Refused(Errc::refused, "/fund"));
  nobodys.fund = FundId::random(office.entropy);
  EXPECT_EQ(refused([&] { write_off(nobodys); }), Refused(Errc::not_found, "/fund"));
  EXPECT_EQ(test::refusal([&] { write_off(loss(ClaimId::random(office.entropy))); }),
            Errc::not_found);
}

TEST_F(ClaimsTest, ExplainsATransferThatLeft) {
  office.receive("100.00");
  const NewTransfer input{
      .fund = office.general, .from = office.bank, .to = other_bank, .amount = azn("30.00")};
  const TransferId id{
      office.run_signed(treasurer, [&](Work& work) { return order_transfer(work, input); })
          .at("id")};
  const auto there = claim_at(other_bank, "30.00");
  EXPECT_EQ(refused([&] { explain({.claim = there, .amount = {}, .as = id}); }),
            std::pair(Errc::refused, std::string{"/transfer"}));
  const auto debit = claim("40.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = azn("30.01"), .as = id}); }),
            std::pair(Errc::conflict, std::string{"/amount"}));
  explain({.claim = debit, .amount = {}, .as = id});
  EXPECT_EQ(open("2110", id.text()), "0.00");
  EXPECT_EQ(open("1160", id.text()), "30.00") << "it is on its way";
  EXPECT_EQ(open("1200", debit.text()), "10.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = {}, .as = id}); }),
            std::pair(Errc::conflict, std::string{"/transfer"}));
}

TEST_F(ClaimsTest, ExplainsAReceiptThatWentBack) {
  const auto receipt = ReceiptId::random(office.entropy);
  post(pair("1100", "2200", office.bank.text(), unassigned_fund, receipt.text(), azn("60.00")));
  office.run_signed(treasurer, [&](Work& work) { return return_receipt(work, receipt); });
  const auto debit = claim("60.00");
  EXPECT_EQ(refused([&] {
              explain({.claim = debit, .amount = {}, .as = ReceiptId::random(office.entropy)});
            }),
            std::pair(Errc::not_found, std::string{"/receipt"}));
  explain({.claim = debit, .amount = {}, .as = receipt});
  EXPECT_EQ(open("2110", receipt.text()), "0.00");
  EXPECT_EQ(open("1200", debit.text()), "0.00");
}

TEST_F(ClaimsTest, ExplainsACharge) {
  office.receive("5.00");
  const auto debit = claim("7.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = {}, .as = BankCharge{}}); }),
            std::pair(Errc::refused, std::string{"/as"}));
  const auto facts = explain({.claim = debit, .amount = azn("4.00"), .as = BankCharge{}});
  EXPECT_TRUE(ChargeId::is_well_formed(facts.at("item").get<std::string>()));
  EXPECT_EQ(balance("5700"), "4.00");
  EXPECT_EQ(office.available(), "1.00");
  EXPECT_EQ(open("1200", debit.text()), "3.00");
}

TEST_F(ClaimsTest, ExplainsNothingOfAnotherPlace) {
  office.receive("700.00");
  const auto id = failed("1");
  const auto there = claim_at(other_bank, "700.00");
  EXPECT_EQ(refused([&] { explain({.claim = there, .amount = {}, .as = payment(id).id}); }),
            std::pair(Errc::refused, std::string{"/payment"}));
}

}  // namespace
}  // namespace relief
