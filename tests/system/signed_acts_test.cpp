#include <gtest/gtest.h>

#include "ledger/cases/grant_role.h"
#include "ledger/cases/statement_to_sign.h"
#include "ledger/proof/act.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

class SignedActsTest : public ::testing::Test {
 protected:
  Command withdrawal() {
    return office.signed_command(administrators(), [this](Work& work) {
      return withdraw_role(work, {.person = approver.actor.person, .role = Role::approver});
    });
  }

  void grant() {
    office.sign(administrators(), [this](Work& work) {
      return grant_role(work, {.person = approver.actor.person, .role = Role::approver});
    });
  }

  std::vector<Colleague> administrators() {
    return {office.first_administrator, office.second_administrator};
  }

  std::optional<Errc> refused(const Command& command) {
    return refusal([&] { commit(office.context(), command); });
  }

  Office office;
  Colleague approver = office.hire("approver", Role::approver);
};

TEST_F(SignedActsTest, ASignedActIsDoneOnce) {
  const auto command = withdrawal();
  commit(office.context(), command);
  grant();
  EXPECT_EQ(refused(command), Errc::conflict) << "the role is held again, so it could be done";
  commit(office.context(), withdrawal());
}

TEST_F(SignedActsTest, TheLastSignatureIsGivenInTime) {
  const auto command = withdrawal();
  office.now += statement_lifetime;
  const auto in_time = withdrawal();
  office.now += std::chrono::seconds{1};
  EXPECT_EQ(refused(command), Errc::conflict);
  commit(office.context(), in_time);
}

/// The first signature waits as a proposal, for so many days.
TEST_F(SignedActsTest, TheFirstSignatureWaitsForTheLast) {
  auto command = withdrawal();
  office.now += proposal_lifetime;
  command.acts.back() = withdrawal().acts.back();
  EXPECT_EQ(refused(command), std::nullopt);
  grant();
  auto late = withdrawal();
  office.now += proposal_lifetime + statement_lifetime + std::chrono::seconds{1};
  late.acts.back() = withdrawal().acts.back();
  EXPECT_EQ(refused(late), Errc::conflict);
}

}  // namespace
}  // namespace relief::test
