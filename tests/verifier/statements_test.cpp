#include <gtest/gtest.h>

#include "reconciliation/import_statement.h"
#include "tests/ledger/audit/form_frauds.h"
#include "tests/ledger/audit/statement_frauds.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

using relief::test::Office;

class BothVerifiersStatementTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersStatementTest, SayTheSame) {
  const Story story{statement_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersStatementTest,
                         testing::Range<std::size_t>(0, statement_frauds().size()),
                         [](const auto& each) {
                           return std::string{statement_frauds()[each.param].name};
                         });

class BothVerifiersFormTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersFormTest, SayTheSame) {
  const Story story{form_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersFormTest,
                         testing::Range<std::size_t>(0, form_frauds().size()),
                         [](const auto& each) {
                           return std::string{form_frauds()[each.param].name};
                         });

TEST(BothVerifiersTest, FollowLinesInTheirOrderAndInParts) {
  for (const auto& twist :
       {a_statement_of_two(2, 1, 2), a_statement_of_two(2, 1, 3), a_statement_of_two(1, 1, 1)}) {
    const Story story{twist};
    expect_the_same(story.files(), story.policy_text(), 0);
  }
}

/// A real log: between two lines that the bank has booked stands one that it only announces.
TEST(BothVerifiersTest, FollowAStatementWithALineThatIsOnlyAnnounced) {
  Office office;
  const auto treasurer = office.hire("treasurer", Role::treasurer);
  const auto* iban = "AZ48CTRE00000000000000014001";
  const auto bank = office.bank(iban);
  office.now = parse_instant("2025-03-20T08:00:00Z");
  auto file =
      relief::test::bank_file({.iban = iban,
                               .number = 1,
                               .day = "2025-03-10",
                               .opening = 0,
                               .lines = {{"NOTPROVIDED", "5.00"}, {"NOTPROVIDED", "7.00"}}});
  const auto first = file.find("<Ntry>");
  auto announced = file.substr(first, file.find("<Ntry>", first + 1) - first);
  replace(announced, "BOOK", "PDNG");
  file.insert(file.find("<Ntry>", first + 1), announced);
  const auto told = office.run(treasurer, [&](Work& work) {
    return reconciliation::import_statement(
        work, {.place = bank, .format = {}, .media_type = {}, .bytes = file});
  });
  EXPECT_EQ(told.at("verdict"), "posted");
  EXPECT_EQ(told.at("lines"), 2);
  expect_both_hold(office);
}

}  // namespace
}  // namespace relief::audit::test
