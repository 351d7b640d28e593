#include "ledger/cases/commit_waiting.h"

#include <gtest/gtest.h>

#include "ledger/cases/announce_receipt.h"
#include "ledger/cases/view_request.h"
#include "ledger/cases/withdraw_request.h"
#include "tests/ledger/cases/relief_office.h"

namespace relief {
namespace {

using storage::WaitsFor;

class CommitWaitingTest : public ::testing::Test {
 protected:
  test::ReliefOffice office;

  Facts withdraw(const RequestId& id) {
    return office.run(office.shelter,
                      [&](Work& work) { return withdraw_request(work, id, "unneeded"); });
  }
  std::optional<std::vector<storage::Request>> queue(const RequestId& id) {
    return office.database.read([&](storage::Transaction& tx) {
      return view_request(tx, office.rulebooks.in_force(tx)->rules, office.shelter, id,
                          day_in_baku(office.now))
          .ahead;
    });
  }
};

TEST_F(CommitWaitingTest, WaitsForMoneyInTheOrderOfApproval) {
  office.receive("700.00");
  const auto first = office.submitted("1");
  const auto second = office.submitted("2");
  const auto third = office.submitted("3");
  EXPECT_EQ(office.approved(first).at("waits_for"), "order");
  EXPECT_EQ(office.approved(second).at("waits_for"), "money");
  EXPECT_EQ(office.approved(third).at("waits_for"), "money");

  withdraw(first);
  EXPECT_EQ(office.request(second).waits_for, WaitsFor::order) << "freed money goes to the oldest";
  EXPECT_EQ(office.request(third).waits_for, WaitsFor::money);
  EXPECT_EQ(office.available(), "0.00");

  office.receive("700.00");
  office.run(office.administrator, [&](Work& work) {
    commit_waiting(work, office.general.text(), office.bank.text(), 1);
    return Facts::object();
  });
  EXPECT_EQ(office.request(third).waits_for, WaitsFor::order);
}

TEST_F(CommitWaitingTest, SaysWhoIsAheadWhereTheMoneyWouldBeEnough) {
  office.receive("650.00");
  const auto large = office.submitted("1");
  const auto id = office.open(office.shelter, "2");
  office.review(id, true);
  Asked asked;
  asked.amount = Money::parse("50.00", office.azn);
  const RequestId small{office.file(office.shelter, id, "medical", asked).at("id")};
  EXPECT_FALSE(queue(small).has_value()) << "it waits for approvals";
  EXPECT_EQ(office.approved(large).at("waits_for"), "money");
  office.approved(small);
  const Actor third{PersonId::random(office.entropy), Role::approver, {}};
  EXPECT_EQ(office.approve(third, small).at("waits_for"), "money") << "the oldest goes first";

  EXPECT_TRUE(queue(large).value().empty());
  ASSERT_EQ(queue(small).value().size(), 1U);
  EXPECT_EQ(queue(small).value().front().id, large);
  withdraw(large);
  EXPECT_FALSE(queue(small).has_value());
  EXPECT_EQ(office.request(small).waits_for, WaitsFor::order);
}

TEST_F(CommitWaitingTest, PassesByWhatHasWaitedTooLong) {
  const auto first = office.submitted("1");
  const auto second = office.submitted("2");
  office.approved(first);
  office.now += std::chrono::days{10};
  office.approved(second);
  office.now += std::chrono::days{4};
  office.receive("700.00");
  office.run(office.administrator, [&](Work& work) {
    commit_waiting(work, office.general.text(), office.bank.text(), 1);
    return Facts::object();
  });
  EXPECT_EQ(office.request(first).waits_for, WaitsFor::money);
  EXPECT_EQ(office.request(second).waits_for, WaitsFor::order);
}

std::string paid_by_grants_only() {
  std::string rulebook{azerbaijan_rulebook()};
  return rulebook.insert(rulebook.find("limit = {"), "from_sources = [\"grant\"]\n");
}

TEST(CommitWaitingOfGrantsTest, ReservesNoMoneyThatTheSameActMadeAnotherSources) {
  test::ReliefOffice office{paid_by_grants_only()};
  const auto id = office.submitted("1");
  EXPECT_EQ(office.approved(id).at("waits_for"), "money");
  office.run(office.administrator, [&](Work& work) {
    const auto amount = Money::parse("700.00", office.azn);
    const auto gift = announce_receipt(work, {.donor = {},
                                              .anonymous = true,
                                              .source = "contribution",
                                              .amount = amount,
                                              .received_on = work.today(),
                                              .place = office.bank,
                                              .fund = office.general,
                                              .evidence = {}})
                          .at("id")
                          .get<std::string>();
    const auto seq = work.append(test::ReliefOffice::bank_line(
        work.today(),
        pair("1100", "1150", office.bank.text(), office.general.text(), gift, amount)));
    commit_waiting(work, office.general.text(), office.bank.text(), seq);
    return Facts{{"seq", seq}};
  });
  EXPECT_EQ(office.available(), "700.00");
  EXPECT_EQ(office.request(id).waits_for, WaitsFor::money);
}

}  // namespace
}  // namespace relief
