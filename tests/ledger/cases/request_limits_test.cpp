#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/withdraw_request.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

/// What a request may not ask, by the rulebook and by what others have asked.
class RequestLimitsTest : public ::testing::Test {
 protected:
  test::ReliefOffice office;
};

TEST_F(RequestLimitsTest, RefusesAnAmountAboveTheRulebooksCeilingAndNamesItsField) {
  const auto id = office.open(office.shelter, "17");
  const auto ask = [&](const std::string& purpose, const Asked& asked) {
    return test::fault([&] { office.file(office.shelter, id, purpose, asked); });
  };
  const Money slip = Money::parse("9999999999999999999999999999", office.azn);
  const auto medical = ask("medical", {.amount = slip});
  EXPECT_EQ(medical.code(), Errc::refused);
  EXPECT_EQ(medical.clause(), "Fund order 14");
  EXPECT_EQ(medical.faults().at(0).pointer, "/amount/amount");
  EXPECT_EQ(ask("compensation", {.award = slip}).faults().at(0).pointer, "/award/amount");
  office.file(office.shelter, id, "medical", {.amount = Money::parse("100000.00", office.azn)});
}

TEST_F(RequestLimitsTest, RefusesToPayTheFundItself) {
  const auto id = office.open(office.shelter, "17");
  Asked asked;
  asked.payout =
      Payout{.method = PayoutMethod::bank, .iban = "AZ21NABZ00000000137010001944", .holder = {}};
  const auto filed = test::fault([&] { office.file(office.shelter, id, "lump_sum", asked); });
  EXPECT_EQ(filed.code(), Errc::refused);
  EXPECT_EQ(filed.clause(), "Law 958-IIQ, art. 17");
  EXPECT_EQ(filed.faults().at(0).pointer, "/payout/iban");

  const auto request = office.submitted("18");
  EXPECT_EQ(test::refusal([&] {
              office.run(office.shelter,
                         [&](Work& work) { return amend_request(work, request, asked); });
            }),
            Errc::refused);
}

TEST_F(RequestLimitsTest, PaysTheEarlierOfTwoThatAskForTheSameDecision) {
  office.receive("1400.00");
  const auto other = office.open(office.elsewhere, "17");
  office.review(other, true);
  const auto first = office.submitted("17");
  const RequestId later{office.file(office.elsewhere, other, "lump_sum").at("id")};
  EXPECT_EQ(test::refusal([&] { office.approve(office.approver, later); }), Errc::refused);
  office.approved(first);
  EXPECT_EQ(office.request(first).status, RequestStatus::approved);
  EXPECT_EQ(test::refusal([&] { office.approve(office.approver, later); }), Errc::refused);

  office.run(office.shelter, [&](Work& work) { return withdraw_request(work, first, "moved"); });
  office.approved(later);
  EXPECT_EQ(office.request(later).status, RequestStatus::approved);
}

}  // namespace
}  // namespace relief
