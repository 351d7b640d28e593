#include "ledger/people/role.h"

#include <gtest/gtest.h>

#include "ledger/people/actor.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

TEST(RoleTest, EveryRoleHasItsWord) {
  for (const auto& [role, text] : roles.rows) {
    EXPECT_EQ(roles.value(text), role);
    EXPECT_EQ(roles.text(role), text);
  }
  EXPECT_EQ(roles.rows.size(), 6U);
  EXPECT_EQ(test::refusal([] { return roles.value("superuser"); }), Errc::malformed);
}

TEST(RoleTest, AnActorWithoutAnOrganisationHasNone) {
  const Actor approver{PersonId::of(std::string(16, 'p')), Role::approver};
  EXPECT_FALSE(approver.organisation.has_value());
  auto other = approver;
  other.role = Role::treasurer;
  EXPECT_NE(approver, other);
}

}  // namespace
}  // namespace relief
