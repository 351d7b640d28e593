#include "ledger/aid/request.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::request_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

const Date today = parse_date("2026-11-24");

Purpose lump_sum() {
  return {.code = "lump_sum",
          .clause = "art. 17",
          .expense_account = "5100",
          .payable_to = {CaseStatus::recognised},
          .held_for = {CaseStatus::presumed},
          .limit_per_recognition = 1,
          .amounts = {{.from = parse_date("2023-01-01"), .amount = azn("700.00"), .clause = "act"}},
          .evidence = {"recognition_decision"}};
}

Purpose compensation() {
  return {
      .code = "compensation", .clause = "3.6", .expense_account = "5200", .pays_shortfall = true};
}

Purpose medical() { return {.code = "medical", .clause = "5.1.1", .expense_account = "5400"}; }

std::string place_of_refusal(const Purpose& purpose, const AskedAmount& asked) {
  try {
    amount_due(purpose, asked, today);
    return "allowed";
  } catch (const Error& error) {
    return error.faults().empty() ? "clause " + error.clause() : error.faults().front().pointer;
  }
}

TEST(RequestTest, LivesAsTheTableSays) {
  EXPECT_EQ(after(RequestStatus::being_checked, RequestAct::submit), RequestStatus::submitted);
  EXPECT_EQ(after(RequestStatus::held, RequestAct::recognise), RequestStatus::submitted);
  EXPECT_EQ(after(RequestStatus::submitted, RequestAct::approve), RequestStatus::approved);
  EXPECT_EQ(after(RequestStatus::approved, RequestAct::order), RequestStatus::ordered);
  EXPECT_EQ(after(RequestStatus::ordered, RequestAct::pay), RequestStatus::paid);
  EXPECT_EQ(after(RequestStatus::paid, RequestAct::give_back), RequestStatus::returned);
  EXPECT_EQ(after(RequestStatus::returned, RequestAct::order), RequestStatus::ordered);
  EXPECT_EQ(after(RequestStatus::failed, RequestAct::give_back), RequestStatus::returned);
  EXPECT_EQ(after(RequestStatus::paid, RequestAct::undo), RequestStatus::ordered);
}

TEST(RequestTest, MayBeAmendedWhereNothingIsOnItsWay) {
  int amendable = 0;
  for (const auto& status : request_statuses.rows) {
    const auto refused = test::refusal([&] { after(status.value, RequestAct::amend); });
    if (!refused) ++amendable;
    EXPECT_TRUE(!refused || refused == Errc::conflict) << status.text;
  }
  EXPECT_EQ(amendable, 8);
}

TEST(RequestTest, NothingFollowsWithdrawalOrGivingUp) {
  for (const auto& step : request_transitions) {
    EXPECT_NE(step.from, RequestStatus::withdrawn);
    EXPECT_NE(step.from, RequestStatus::given_up);
  }
}

TEST(RequestTest, NoStatusAndActLeadTwoWays) {
  for (const auto& step : request_transitions) {
    EXPECT_EQ(after(step.from, step.act), step.to);
  }
}

TEST(RequestTest, EveryRefusalHasASentence) {
  for (const auto& status : request_statuses.rows) {
    for (int act = 0; act <= static_cast<int>(RequestAct::give_up); ++act) {
      try {
        after(status.value, static_cast<RequestAct>(act));
      } catch (const Error& error) {
        EXPECT_TRUE(std::string_view{error.what()}.starts_with("a request that "));
      }
    }
  }
}

TEST(RequestTest, SaysWhyAPaidRequestCannotBeAmended) {
  try {
    after(RequestStatus::paid, RequestAct::amend);
    FAIL() << "it was amended";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "a request that is paid can't be amended");
  }
}

TEST(RequestTest, LeavesTheCheckByThePersonsStatus) {
  EXPECT_EQ(act_after_check(lump_sum(), CaseStatus::recognised), RequestAct::submit);
  EXPECT_EQ(act_after_check(lump_sum(), CaseStatus::presumed), RequestAct::hold);
  EXPECT_EQ(test::refusal([] { act_after_check(lump_sum(), CaseStatus::refused); }), Errc::refused);
}

TEST(RequestTest, LumpSumIsTheDatedAmount) {
  EXPECT_EQ(amount_due(lump_sum(), {}, today), azn("700.00"));
  EXPECT_EQ(amount_due(lump_sum(), {.amount = azn("700.00")}, today), azn("700.00"));
}

TEST(RequestTest, RefusesAnotherLumpSumWithItsClause) {
  EXPECT_EQ(place_of_refusal(lump_sum(), {.amount = azn("700.01")}), "clause art. 17");
  EXPECT_EQ(place_of_refusal(lump_sum(), {.amount = Money::parse("700.00", currency("EUR"))}),
            "clause art. 17");
}

TEST(RequestTest, CompensationIsTheShortfall) {
  EXPECT_EQ(amount_due(compensation(), {.award = azn("900.00"), .recovered = azn("250.50")}, today),
            azn("649.50"));
  EXPECT_EQ(amount_due(compensation(), {.award = azn("900.00")}, today), azn("900.00"));
  EXPECT_EQ(amount_due(compensation(), {.amount = azn("900.00"), .award = azn("900.00")}, today),
            azn("900.00"));
}

TEST(RequestTest, RefusesACompensationThatIsNotTheShortfall) {
  EXPECT_EQ(place_of_refusal(compensation(), {}), "/award");
  EXPECT_EQ(place_of_refusal(compensation(), {.award = azn("0.00")}), "/award");
  EXPECT_EQ(place_of_refusal(compensation(), {.award = azn("9.00"), .recovered = azn("-1.00")}),
            "/recovered");
  EXPECT_EQ(place_of_refusal(compensation(), {.award = azn("9.00"),
                                              .recovered = Money::parse("1.00", currency("EUR"))}),
            "/recovered");
  EXPECT_EQ(place_of_refusal(compensation(), {.award = azn("9.00"), .recovered = azn("9.00")}),
            "clause 3.6");
  EXPECT_EQ(place_of_refusal(compensation(), {.amount = azn("9.01"), .award = azn("9.00")}),
            "clause 3.6");
}

TEST(RequestTest, OtherPurposesNeedAnAmount) {
  EXPECT_EQ(amount_due(medical(), {.amount = azn("0.01")}, today), azn("0.01"));
  EXPECT_EQ(place_of_refusal(medical(), {}), "/amount");
  EXPECT_EQ(place_of_refusal(medical(), {.amount = azn("0.00")}), "/amount");
  EXPECT_EQ(place_of_refusal(medical(), {.amount = azn("-1.00")}), "/amount");
}

TEST(RequestTest, OnlyCompensationHasAnAward) {
  EXPECT_EQ(place_of_refusal(medical(), {.amount = azn("1.00"), .award = azn("1.00")}), "/award");
  EXPECT_EQ(place_of_refusal(lump_sum(), {.recovered = azn("1.00")}), "/recovered");
}

TEST(RequestTest, RefusesWithoutTheEvidenceOfItsPurpose) {
  const std::vector<std::string> none;
  const std::vector<std::string> decision{"invoice", "recognition_decision"};
  EXPECT_EQ(test::refusal([&] { require_evidence(lump_sum(), none); }), Errc::refused);
  EXPECT_EQ(test::refusal([&] { require_evidence(lump_sum(), decision); }), std::nullopt);
  EXPECT_EQ(test::refusal([&] { require_evidence(medical(), none); }), std::nullopt);
}

TEST(RequestTest, OneLumpSumForOneRecognition) {
  EXPECT_EQ(test::refusal([] { require_within_limit(lump_sum(), 0); }), std::nullopt);
  EXPECT_EQ(test::refusal([] { require_within_limit(lump_sum(), 1); }), Errc::refused);
  EXPECT_EQ(test::refusal([] { require_within_limit(medical(), 50); }), std::nullopt);
}

}  // namespace
}  // namespace relief::request_test
