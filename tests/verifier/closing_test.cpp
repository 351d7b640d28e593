#include <gtest/gtest.h>

#include "ledger/cases/close_period.h"
#include "ledger/cases/close_year.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/reconcile.h"
#include "tests/ledger/audit/closing_frauds.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

using relief::test::Office;

class BothVerifiersClosingTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersClosingTest, SayTheSame) {
  const Story story{closing_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersClosingTest,
                         testing::Range<std::size_t>(0, closing_frauds().size()),
                         [](const auto& each) {
                           return std::string{closing_frauds()[each.param].name};
                         });

TEST(BothVerifiersTest, FollowAYearThatIsReconciledCarriedForwardAndClosed) {
  const Story story{a_year_that_closes()};
  expect_the_same(story.files(), story.policy_text(), 0);
}

TEST(BothVerifiersTest, FollowAMonthThatEndsWithinAStatement) {
  const Story story{a_month_that_ends_within_a_statement()};
  expect_the_same(story.files(), story.policy_text(), 0);
}

TEST(BothVerifiersTest, SeeDamageToAYearThatCloses) {
  const Story story{a_year_that_closes()};
  auto files = story.files();
  auto& balances = files[std::string{trial_balance_path}];
  replace(balances, "-300.00", "-310.00");
  expect_the_same(relisted(files), story.policy_text(), 1);
  files = story.files();
  replace(files[story_entries], R"("year":2026)", R"("year":2025)");
  expect_the_same(relisted(files), story.policy_text(), 1);
}

/// A real log: two months and a year close, the year a second time for what came late, and fund by
/// fund.
TEST(BothVerifiersTest, FollowMonthsAndAYearOfRealBooks) {
  Office office;
  const auto treasurer = office.hire("treasurer", Role::treasurer);
  const auto auditor = office.hire("auditor", Role::auditor);
  const auto both = [&](const std::function<Facts(Work&)>& decide) {
    return office.sign({treasurer, auditor}, decide);
  };
  const auto* iban = "AZ48CTRE00000000000000014001";
  const auto bank = office.bank(iban);
  const std::array funds{office.fund("general"), office.fund("children")};
  for (const auto& fund : funds) office.give(fund, bank, "1000.00");
  office.now = parse_instant("2026-01-05T08:00:00Z");
  int told = 2;
  const auto close = [&](const std::string& period, const std::string& day) {
    office.run(treasurer, [&](Work& work) {  // The bank says that nothing moved until then.
      return reconciliation::import_statement(
          work,
          {.place = bank,
           .format = {},
           .media_type = {},
           .bytes = relief::test::bank_file(
               {.iban = iban, .number = ++told, .day = day, .opening = 200'000, .lines = {}})});
    });
    const auto prepared = office.run(treasurer, [&](Work& work) {
      return reconciliation::prepare_reconciliation(work, bank, parse_date(day));
    });
    const ReconciliationId id{prepared["id"].get<std::string>()};
    both([&](Work& work) { return reconciliation::sign_reconciliation(work, id); });
    both([&](Work& work) { return close_period(work, parse_period(period)); });
  };
  const auto end_year = [&](std::optional<FundId> fund) {
    both([&](Work& work) { return close_year(work, {.year = 2025, .fund = fund}); });
  };
  end_year(funds[0]);
  end_year(std::nullopt);
  close("2025-11", "2025-11-30");
  close("2025-12", "2025-12-31");
  office.give(funds[0], bank, "5.00");

  expect_both_hold(office);
}

}  // namespace
}  // namespace relief::audit::test
