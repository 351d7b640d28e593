#include <gtest/gtest.h>

#include "reconciliation/accept_statement.h"
#include "reconciliation/import_statement.h"
#include "tests/ledger/audit/acceptance_frauds.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

using relief::test::Office;

class BothVerifiersAcceptanceTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersAcceptanceTest, SayTheSame) {
  const Story story{acceptance_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersAcceptanceTest,
                         testing::Range<std::size_t>(0, acceptance_frauds().size()),
                         [](const auto& each) {
                           return std::string{acceptance_frauds()[each.param].name};
                         });

/// A real log in which two people accepted statements that followed gaps, up and down.
TEST(BothVerifiersTest, FollowStatementsThatTwoPeopleAccepted) {
  Office office;
  const auto treasurer = office.hire("treasurer", Role::treasurer);
  const auto auditor = office.hire("auditor", Role::auditor);
  const auto* iban = "AZ48CTRE00000000000000014001";
  const auto bank = office.bank(iban);
  office.now = parse_instant("2025-03-20T08:00:00Z");
  for (const auto& [day, opening] : {std::pair{10, 30000}, {11, 20000}}) {
    const auto waiting = office.run(treasurer, [&](Work& work) {
      return reconciliation::import_statement(
          work, {.place = bank,
                 .format = {},
                 .media_type = {},
                 .bytes = relief::test::bank_file({.iban = iban,
                                                   .number = day,
                                                   .day = "2025-03-" + std::to_string(day),
                                                   .opening = opening,
                                                   .lines = {{"NOTPROVIDED", "5.00"}}})});
    });
    const StatementId id{waiting["id"].get<std::string>()};
    office.sign({treasurer, auditor}, [&](Work& work) {
      return reconciliation::accept_statement(work, {.statement = id, .code = "lost"});
    });
  }
  expect_both_hold(office);
}

}  // namespace
}  // namespace relief::audit::test
