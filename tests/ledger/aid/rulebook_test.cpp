#include "ledger/aid/rulebook.h"

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief::rulebook_test {
namespace {

const Rulebook& azerbaijan() {
  static const Rulebook rulebook = parse_rulebook(azerbaijan_rulebook());
  return rulebook;
}

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

/// The default rulebook with one passage replaced by another.
std::string altered(std::string_view passage, std::string_view other) {
  std::string text{azerbaijan_rulebook()};
  const auto at = text.find(passage);
  ensure(at != text.npos, "a passage to alter stands in the rulebook");
  return text.replace(at, passage.size(), other);
}

TEST(RulebookTest, DefaultNamesTheLawfulSourcesAndTheirAccounts) {
  const auto account = [](std::string_view code) {
    return azerbaijan().source(code).income_account;
  };
  EXPECT_EQ(account("confiscation"), "4400");
  EXPECT_EQ(account("liquidation"), "4500");
  EXPECT_EQ(account("contribution"), "4100");
  EXPECT_EQ(account("grant"), "4200");
  EXPECT_EQ(account("budget"), "4300");
  EXPECT_EQ(account("interest"), "4600");
}

TEST(RulebookTest, DefaultNamesTheLawfulPurposesAndTheirAccounts) {
  const auto account = [](std::string_view code) {
    return azerbaijan().purpose(code).expense_account;
  };
  EXPECT_EQ(account("lump_sum"), "5100");
  EXPECT_EQ(account("compensation"), "5200");
  EXPECT_EQ(account("rehabilitation"), "5300");
  EXPECT_EQ(account("medical"), "5400");
  EXPECT_EQ(account("travel"), "5500");
  EXPECT_EQ(account("documents"), "5500");
  EXPECT_EQ(account("other"), "5500");
}

TEST(RulebookTest, DefaultPaysRecognisedPersonsAndHoldsPresumedOnes) {
  for (const auto& [code, purpose] : azerbaijan().purposes) {
    EXPECT_EQ(purpose.payable_to, std::vector{CaseStatus::recognised}) << code;
    EXPECT_EQ(purpose.held_for, std::vector{CaseStatus::presumed}) << code;
  }
}

TEST(RulebookTest, RefusesCodesThatItDoesNotName) {
  EXPECT_EQ(test::refusal([] { return azerbaijan().purpose("salary"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { return azerbaijan().source("loan"); }), Errc::malformed);
}

TEST(RulebookTest, AllowanceIsTheOneInForceOnTheDay) {
  const auto& purpose = azerbaijan().purpose("lump_sum");
  EXPECT_EQ(allowance_on(purpose, parse_date("2013-01-01")).amount, azn("400.00"));
  EXPECT_EQ(allowance_on(purpose, parse_date("2022-12-31")).amount, azn("400.00"));
  EXPECT_EQ(allowance_on(purpose, parse_date("2023-01-01")).amount, azn("700.00"));
  EXPECT_TRUE(allowance_on(purpose, parse_date("2026-11-24")).assumed);
}

TEST(RulebookTest, NoAllowanceBeforeTheFirstActAndTheClauseIsNamed) {
  try {
    allowance_on(azerbaijan().purpose("lump_sum"), parse_date("2012-12-31"));
    FAIL() << "an allowance was found";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::refused);
    EXPECT_EQ(error.clause(), "Law 958-IIQ, art. 17");
  }
}

TEST(RulebookTest, LumpSumTakesTwoApproversAndEverythingElseThree) {
  EXPECT_EQ(approval_step(azerbaijan(), "lump_sum", azn("700.00")).approvers, 2U);
  EXPECT_EQ(approval_step(azerbaijan(), "lump_sum", azn("1000.00")).clause, "Fund order 1");
  EXPECT_EQ(approval_step(azerbaijan(), "lump_sum", azn("1000.01")).clause, "Fund order 2");
  EXPECT_EQ(approval_step(azerbaijan(), "medical", azn("1.00")).approvers, 3U);
}

TEST(RulebookTest, RequestsWithinTheWindowCountTogether) {
  const auto today = parse_date("2026-11-24");
  const auto step = [&](std::string_view purpose, std::string_view day) {
    const std::vector earlier{EarlierRequest{std::string{purpose}, azn("700.00"), parse_date(day)}};
    return approval_step(azerbaijan(), "lump_sum", azn("700.00"), earlier, today).clause;
  };
  EXPECT_EQ(step("lump_sum", "2026-11-20"), "Fund order 2");
  EXPECT_EQ(step("lump_sum", "2026-10-26"), "Fund order 2");
  EXPECT_EQ(step("lump_sum", "2026-10-25"), "Fund order 1");
  EXPECT_EQ(step("medical", "2026-11-20"), "Fund order 1");
}

TEST(RulebookTest, AnotherCurrencyNeverFitsUnderALimit) {
  const auto euros = Money::parse("1.00", currency("EUR"));
  EXPECT_EQ(approval_step(azerbaijan(), "lump_sum", euros).clause, "Fund order 2");
  const std::vector earlier{EarlierRequest{"lump_sum", euros, parse_date("2026-11-20")}};
  EXPECT_EQ(approval_step(azerbaijan(), "lump_sum", azn("1.00"), earlier, parse_date("2026-11-24"))
                .clause,
            "Fund order 2");
}

TEST(RulebookTest, WitnessIsNeededAboveTheLimitAndForOtherCurrencies) {
  const auto& step = approval_step(azerbaijan(), "medical", azn("1.00"));
  EXPECT_FALSE(needs_witness(step, azn("10000.00")));
  EXPECT_TRUE(needs_witness(step, azn("10000.01")));
  EXPECT_TRUE(needs_witness(step, Money::parse("1.00", currency("EUR"))));
  EXPECT_FALSE(needs_witness(approval_step(azerbaijan(), "lump_sum", azn("1.00")), azn("1.00")));
}

TEST(RulebookTest, BoundsAmountsByPurposeAndSource) {
  const auto most = [](const Ceiling& ceiling) { return ceiling.amount.decimal(); };
  EXPECT_EQ(most(ceiling_of_purpose(azerbaijan(), "compensation")), "1000000.00");
  EXPECT_EQ(most(ceiling_of_purpose(azerbaijan(), "medical")), "100000.00");
  EXPECT_EQ(most(ceiling_of_source(azerbaijan(), "grant")), "100000000.00");
  EXPECT_EQ(ceiling_of_source(azerbaijan(), "grant").clause, "Fund order 14");
}

TEST(RulebookTest, RefusesTheSameFigureInEveryCurrency) {
  const auto refused = [](std::string_view decimal, std::string_view code) {
    return test::refusal([&] {
      require_below(ceiling_of_purpose(azerbaijan(), "medical"),
                    Money::parse(decimal, currency(code)), "/amount/amount");
    });
  };
  EXPECT_EQ(refused("100000.00", "AZN"), std::nullopt);
  EXPECT_EQ(refused("100000.01", "AZN"), Errc::refused);
  EXPECT_EQ(refused("100000", "JPY"), std::nullopt);
  EXPECT_EQ(refused("100001", "JPY"), Errc::refused);
  EXPECT_EQ(refused("100000.001", "KWD"), Errc::refused);
  EXPECT_EQ(refused("999999999999999999999999999999", "KWD"), Errc::refused);
}

TEST(RulebookTest, BoundsAmountsEvenWhereAnOlderRulebookNamesNoCeiling) {
  std::string text{azerbaijan_rulebook()};
  for (auto at = text.find("[[ceilings]]"); at != text.npos; at = text.find("[[ceilings]]")) {
    text.erase(at, text.find("amount", at) - at);
    text.erase(at, text.find('\n', at) - at);
  }
  const auto older = parse_rulebook(text);
  const auto& ceiling = ceiling_of_purpose(older, "medical");
  EXPECT_EQ(ceiling.amount, azn("1000000000.00"));
  EXPECT_EQ(ceiling.clause, "");
  EXPECT_EQ(&ceiling_of_source(older, "grant"), &ceiling);
}

TEST(RulebookTest, ActsNameTheirSigners) {
  using Roles = std::vector<std::string>;
  const auto signers = [](std::string_view kind) {
    const auto* rule = act_rule(azerbaijan(), kind);
    return rule == nullptr ? Roles{} : rule->signers;
  };
  EXPECT_EQ(signers("transfer"), (Roles{"treasurer", "approver"}));
  EXPECT_EQ(signers("rulebook"), (Roles{"administrator", "administrator"}));
  EXPECT_EQ(signers("reconciliation"), (Roles{"treasurer", "auditor"}));
  EXPECT_EQ(signers("count_sheet"), (Roles{"shelter", "shelter"}));
  EXPECT_EQ(signers("batch"), Roles{"treasurer"});
  EXPECT_EQ(signers("place"), Roles{"administrator"});
  EXPECT_EQ(act_rule(azerbaijan(), "dance"), nullptr);
}

TEST(RulebookTest, RolesAreIncompatibleUnlessListed) {
  EXPECT_TRUE(compatible(azerbaijan(), "auditor", "auditor"));
  EXPECT_FALSE(compatible(azerbaijan(), "auditor", "treasurer"));
  const auto listed = parse_rulebook(
      altered("compatible = []",
              "clause = \"Fund order 20\"\ncompatible = [[\"auditor\", \"custodian\"]]"));
  EXPECT_TRUE(compatible(listed, "custodian", "auditor"));
  EXPECT_FALSE(compatible(listed, "custodian", "approver"));
}

TEST(RulebookTest, AbsentStatusesServeTheRecognisedAndHoldThePresumed) {
  const auto rulebook = parse_rulebook(altered(
      "expense_account = \"5400\"\npayable_to = [\"recognised\"]\nheld_for = [\"presumed\"]",
      "expense_account = \"5400\""));
  EXPECT_EQ(rulebook.purpose("medical").payable_to, std::vector{CaseStatus::recognised});
  EXPECT_EQ(rulebook.purpose("medical").held_for, std::vector{CaseStatus::presumed});
}

TEST(RulebookTest, TakesTheSharedDesignsRulebook) {
  const auto text = test::read_file(test::shared_folder() / "design" / "rulebook.toml");
  if (!text) GTEST_SKIP() << "the shared folder isn't beside this checkout";
  EXPECT_EQ(parse_rulebook(*text).purposes.size(), 3U);
}

}  // namespace
}  // namespace relief::rulebook_test
