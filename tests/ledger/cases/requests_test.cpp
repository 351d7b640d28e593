#include <gtest/gtest.h>

#include "ledger/cases/allocate_request.h"
#include "ledger/cases/amend_request.h"
#include "ledger/cases/recognise_case.h"
#include "ledger/cases/view_request.h"
#include "ledger/cases/withdraw_request.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using storage::WaitsFor;

class RequestsTest : public ::testing::Test {
 protected:
  test::ReliefOffice office;
};

TEST_F(RequestsTest, WaitsForTheCheckAndThenForApproval) {
  const auto id = office.open(office.shelter, "17");
  const auto filed = office.file(office.shelter, id, "lump_sum");
  EXPECT_EQ(filed.at("status"), "being_checked");
  EXPECT_EQ(filed.at("waits_for"), "check");
  office.review(id, true);
  const auto request = office.request(RequestId{filed.at("id")});
  EXPECT_EQ(request.status, RequestStatus::submitted);
  EXPECT_EQ(request.amount.decimal(), "700.00");
}

TEST_F(RequestsTest, SendsTheShelterOfAStoppedCaseToTheFund) {
  const auto id = office.open(office.shelter, "17");
  const RequestId before{office.file(office.shelter, id, "lump_sum").at("id")};
  office.review(id, false);
  EXPECT_EQ(office.request(before).waits_for, WaitsFor::fund);
  Asked asked;
  asked.amount = Money::parse("10.00", office.azn);
  const auto after = office.file(office.shelter, id, "medical", asked);
  EXPECT_EQ(after.at("status"), "being_checked");
  EXPECT_EQ(after.at("waits_for"), "fund");
}

TEST_F(RequestsTest, HoldsAPresumedPersonsUntilTheDecisionSetsItsAmount) {
  const auto id = office.open(office.shelter, "");
  office.review(id, true);
  const RequestId request{office.file(office.shelter, id, "lump_sum").at("id")};
  EXPECT_EQ(office.request(request).status, RequestStatus::held);
  EXPECT_EQ(test::refusal([&] { office.approve(office.approver, request); }), Errc::conflict);

  const auto payout = office.request(request).payout;
  office.run(office.administrator, [&](Work& work) {
    return recognise_case(work, id,
                          {.number = "4", .date = parse_date("2022-12-31"), .body = "Department"});
  });
  const auto recognised = office.request(request);
  EXPECT_EQ(recognised.status, RequestStatus::submitted);
  EXPECT_EQ(recognised.version, 2);
  EXPECT_EQ(recognised.amount.decimal(), "400.00");
  EXPECT_EQ(recognised.payout, payout) << "an unchanged payout keeps its commitment";
}

TEST_F(RequestsTest, KeepsThePayoutSealedAndFindsItAgain) {
  const auto id = office.submitted("17");
  const auto payout = office.database.read([&](storage::Transaction& tx) {
    return payout_of(tx, office.secrets, storage::find_request(tx, id));
  });
  EXPECT_EQ(payout.iban, "AZ57PAHA00000000000000000077");
}

TEST_F(RequestsTest, RefusesWhatTheRulesDontAllow) {
  const auto id = office.open(office.shelter, "17");
  Asked other_amount;
  other_amount.amount = Money::parse("700.01", office.azn);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "lump_sum", other_amount); }),
            Errc::refused);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "salary"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "medical"); }), Errc::malformed);
  office.file(office.shelter, id, "lump_sum");
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "lump_sum"); }), Errc::refused);
}

TEST_F(RequestsTest, RefusesAnOtherPurposeWithoutAReason) {
  const auto id = office.open(office.shelter, "17");
  Asked asked;
  asked.amount = Money::parse("50.00", office.azn);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "other", asked); }),
            Errc::malformed);
  asked.reason = "a lawyer's fee";
  EXPECT_EQ(office.file(office.shelter, id, "other", asked).at("version"), 1);
}

TEST_F(RequestsTest, PaysTheShortfallOfAnAward) {
  const auto id = office.open(office.shelter, "17");
  Asked asked;
  asked.award = Money::parse("900.00", office.azn);
  asked.recovered = Money::parse("250.00", office.azn);
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "compensation", asked); }),
            Errc::refused)
      << "without the court's decision";
  asked.evidence = {{.kind = "court_decision",
                     .reference = "2-11/2026",
                     .date = parse_date("2026-01-10"),
                     .sha256 = {}}};
  const RequestId request{office.file(office.shelter, id, "compensation", asked).at("id")};
  EXPECT_EQ(office.request(request).amount.decimal(), "650.00");
}

TEST_F(RequestsTest, HidesEverythingOfAnotherOrganisation) {
  const auto id = office.submitted("17");
  const auto relief_case = office.request(id).relief_case;
  EXPECT_EQ(test::refusal([&] { office.file(office.elsewhere, relief_case, "lump_sum"); }),
            Errc::not_found);
  EXPECT_EQ(test::refusal([&] {
              office.run(office.elsewhere,
                         [&](Work& work) { return withdraw_request(work, id, "x"); });
            }),
            Errc::not_found);
}

TEST_F(RequestsTest, ReservesTheMoneyWithTheLastApproval) {
  office.receive("1000.00");
  const auto id = office.submitted("17");
  const auto first = office.approve(office.approver, id);
  EXPECT_EQ(first.at("approvals_missing"), 1);
  EXPECT_EQ(first.at("status"), "submitted");
  EXPECT_EQ(office.available(), "1000.00");
  EXPECT_EQ(test::refusal([&] { office.approve(office.approver, id); }), Errc::conflict);

  const auto last = office.approve(office.second_approver, id);
  EXPECT_EQ(last.at("approvals_missing"), 0);
  EXPECT_EQ(last.at("status"), "approved");
  EXPECT_EQ(last.at("waits_for"), "order");
  EXPECT_EQ(office.available(), "300.00");
}

TEST_F(RequestsTest, RefusesTheApprovalOfWhoeverAsked) {
  const auto id = office.submitted("17");
  const Actor asker{office.shelter.person, Role::approver, {}};
  EXPECT_EQ(test::refusal([&] { office.approve(asker, id); }), Errc::forbidden);
  EXPECT_EQ(test::refusal([&] { office.approve(office.administrator, id); }), Errc::forbidden);
}

TEST_F(RequestsTest, RefusesASecondPaymentForOneDecisionAtApproval) {
  const auto id = office.submitted("17");
  const auto twin = office.open(office.elsewhere, " n. 1-7 ");
  const auto same = office.open(office.elsewhere, "1 7");
  EXPECT_EQ(office.file(office.elsewhere, same, "lump_sum").at("status"), "being_checked")
      << "a shelter learns nothing";
  EXPECT_EQ(office.approve(office.approver, id).at("status"), "submitted")
      << "what is being checked elsewhere doesn't stop the first";
  EXPECT_EQ(test::refusal([&] { office.review(same, true); }), Errc::refused);
  EXPECT_EQ(office.review(twin, true).at("status"), "released");
}

TEST_F(RequestsTest, VoidsDecisionsAndFreesMoneyByAnAmendment) {
  office.receive("700.00");
  const auto id = office.submitted("17");
  office.approved(id);
  Asked asked;
  asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ57PAHA00000000000000000077", .holder = "Aysel Q"};
  const auto before = office.request(id);
  office.run(office.shelter, [&](Work& work) { return amend_request(work, id, asked); });
  const auto after = office.request(id);
  EXPECT_EQ(after.status, RequestStatus::submitted);
  EXPECT_EQ(after.version, 2);
  EXPECT_NE(after.payout, before.payout);
  EXPECT_NE(after.digest, before.digest);
  EXPECT_EQ(office.available(), "700.00");
  EXPECT_EQ(office.approve(office.approver, id).at("approvals_missing"), 1);
}

TEST_F(RequestsTest, RefusesAnAmendmentThatSaysNothing) {
  const auto id = office.submitted("17");
  EXPECT_EQ(test::refusal([&] {
              office.run(office.shelter, [&](Work& work) { return amend_request(work, id, {}); });
            }),
            Errc::malformed);
}

TEST_F(RequestsTest, LetsARejectionBeAnswered) {
  const auto id = office.submitted("17");
  const auto rejected = office.run_signed(
      office.approver, [id](Work& work) { return reject_request(work, id, "document_missing"); });
  EXPECT_EQ(rejected.at("status"), "rejected");
  EXPECT_EQ(rejected.at("waits_for"), "answer");
  EXPECT_EQ(office.database.read([&](storage::Transaction& tx) {
    return view_request(tx, office.rulebooks.in_force(tx)->rules, office.shelter, id,
                        parse_date("2026-03-02"))
        .timeline.back()
        .reason_code;
  }),
            "document_missing");
  const auto answer = [&](const Asked& asked) {
    return office.run(office.shelter, [&](Work& work) { return answer_request(work, id, asked); });
  };
  EXPECT_EQ(test::refusal([&] { answer({}); }), Errc::malformed) << "it says nothing";
  Asked asked;
  asked.reason_code = "document_added";
  const auto answered = answer(asked);
  EXPECT_EQ(answered.at("status"), "submitted");
  EXPECT_EQ(answered.at("version"), 2);
  EXPECT_EQ(office.approve(office.approver, id).at("approvals_missing"), 1);
}

TEST_F(RequestsTest, LapsesWhatNobodyDecidesOrOrders) {
  office.receive("700.00");
  const auto approved = office.submitted("1");
  office.approved(approved);
  const auto waiting = office.submitted("2");
  const auto lapse = [&] { return office.run(office.administrator, lapse_requests).at("lapsed"); };
  office.now += std::chrono::days{13};
  EXPECT_EQ(lapse(), 0);
  office.now += std::chrono::days{1};
  EXPECT_EQ(lapse(), 2);
  EXPECT_EQ(lapse(), 0);
  EXPECT_EQ(office.request(approved).status, RequestStatus::lapsed);
  EXPECT_EQ(office.request(waiting).status, RequestStatus::lapsed);
  EXPECT_EQ(office.available(), "700.00");
}

TEST_F(RequestsTest, DecidesNothingThatHasWaitedTooLongWhetherOrNotItWasLetLapse) {
  const auto id = office.submitted("1");
  office.approve(office.approver, id);
  office.now += std::chrono::days{14};
  const auto approve = [&] { office.approve(office.second_approver, id); };
  EXPECT_EQ(test::refusal(approve), Errc::conflict);
  office.now -= std::chrono::seconds{1};
  approve();
  EXPECT_EQ(office.request(id).status, RequestStatus::approved);
}

TEST_F(RequestsTest, AllocatesAnewOnlyBeforeTheFirstDecision) {
  const auto id = office.submitted("17");
  const auto digest = office.request(id).digest;
  const Allocation same{.fund = office.general, .place = office.bank};
  const auto allocate = [&] {
    return office.run(office.administrator,
                      [&](Work& work) { return allocate_request(work, id, same); });
  };
  EXPECT_EQ(allocate().at("version"), 1);
  EXPECT_NE(office.request(id).digest, digest);
  office.approve(office.approver, id);
  EXPECT_EQ(test::refusal(allocate), Errc::conflict);
}

TEST_F(RequestsTest, RefusesCashWhereTheOrganisationHasNoBox) {
  const auto id = office.open(office.shelter, "17");
  Asked asked;
  asked.payout = Payout{.method = PayoutMethod::cash, .iban = {}, .holder = {}};
  EXPECT_EQ(test::refusal([&] { office.file(office.shelter, id, "lump_sum", asked); }),
            Errc::refused);
}

TEST_F(RequestsTest, TellsTheDaysOfEachStep) {
  const auto at = [](const char* text, storage::RequestEvent event) {
    return storage::RequestStep{
        .version = 1, .event = event, .by = "clock", .at = parse_instant(text), .seq = 1};
  };
  const std::vector steps{at("2026-03-01T21:00:00Z", storage::RequestEvent::filed),
                          at("2026-03-05T08:00:00Z", storage::RequestEvent::approved)};
  const auto rows = with_days(steps, true, parse_date("2026-03-10"));
  EXPECT_EQ(rows[0].days, 3) << "in Baku it was the second of March";
  EXPECT_EQ(rows[1].days, 5);
  EXPECT_EQ(with_days(steps, false, parse_date("2026-03-10"))[1].days, 0);
}

}  // namespace
}  // namespace relief
