#include "ledger/aid/rulebook.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
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

std::vector<std::string> fault_places(const std::string& toml) {
  std::vector<std::string> places;
  try {
    parse_rulebook(toml);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::malformed);
    for (const auto& fault : error.faults()) places.push_back(fault.pointer);
  }
  return places;
}

bool faults_at(std::string_view passage, std::string_view other, const std::string& place) {
  const auto places = fault_places(altered(passage, other));
  return std::ranges::find(places, place) != places.end();
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

TEST(RulebookTest, RefusesWhatIsNotToml) {
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = "); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = 'a'\nname = 'b'"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook(std::string(300, '[')); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = '\xff'"); }), Errc::malformed);
}

TEST(RulebookTest, RefusesMoreThanItsLimit) {
  auto text = std::string{azerbaijan_rulebook()};
  text.append(256 * 1024 - text.size(), '\n');
  EXPECT_EQ(test::refusal([&] { parse_rulebook(text); }), std::nullopt);
  text += '\n';
  EXPECT_EQ(test::refusal([&] { parse_rulebook(text); }), Errc::too_large);
}

TEST(RulebookTest, TellsEveryFaultOfAnEmptyFileAtOnce) {
  const auto places = fault_places("");
  for (const auto* place : {"/name", "/version", "/time_zone", "/currency", "/sources", "/purposes",
                            "/approvals", "/allocation", "/charges", "/statistics", "/retention"}) {
    EXPECT_NE(std::ranges::find(places, place), places.end()) << place;
  }
}

TEST(RulebookTest, KeepsTheListOfFaultsShort) {
  std::string text{azerbaijan_rulebook()};
  for (int i = 0; i < 300; ++i) text += "k" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(fault_places(text).size(), 100U);
}

TEST(RulebookTest, RefusesUnknownKeys) {
  EXPECT_TRUE(faults_at("version = 1", "version = 1\n\"a/b~c\" = 1", "/a~1b~0c"));
  EXPECT_TRUE(faults_at("income_account = \"4400\"", "income_account = \"4400\"\nnote = 'x'",
                        "/sources/confiscation/note"));
  EXPECT_TRUE(faults_at("count = 1,", "count = 1, grace = 2,", "/purposes/lump_sum/limit/grace"));
  EXPECT_TRUE(faults_at("days = 30 }", "days = 30, x = 1 }", "/approvals/0/window/x"));
}

TEST(RulebookTest, RefusesARuleWithoutAClause) {
  EXPECT_TRUE(faults_at("clause = \"Relief Fund Regulations 4.3\"\n", "", "/sources/grant/clause"));
  EXPECT_TRUE(faults_at("clause = \"Law 958-IIQ, arts. 22-23\"\n", "", "/purposes/other/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 1\"\n", "", "/approvals/0/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 6\"\n", "", "/acts/0/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 5\"\n", "", "/allocation/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 4\"\n", "", "/statistics/clause"));
  EXPECT_TRUE(faults_at("clause = \"To be confirmed\"\n", "", "/retention/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 3\"\nfund", "fund", "/charges/clause"));
  EXPECT_TRUE(faults_at("clause = \"Cabinet decision under art. 17.2, to be confirmed\", ", "",
                        "/purposes/lump_sum/amounts/0/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 6\"", "clause = \"\"", "/acts/0/clause"));
  EXPECT_TRUE(faults_at("clause = \"Fund order 6\"", "clause = \"a\\nb\"", "/acts/0/clause"));
  EXPECT_TRUE(
      faults_at("compatible = []", "compatible = [[\"auditor\", \"custodian\"]]", "/roles/clause"));
}

TEST(RulebookTest, RefusesInexactAmounts) {
  const auto* place = "/purposes/lump_sum/amounts/0/amount";
  EXPECT_TRUE(faults_at("\"400.00\"", "400.00", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"400.001\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"-400.00\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"0\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"4e2\"", place));
  EXPECT_TRUE(faults_at("up_to = \"1000.00\"", "up_to = 1000", "/approvals/0/up_to"));
  EXPECT_TRUE(faults_at("up_to = \"1000.00\"\n", "", "/approvals/0/up_to"));
}

TEST(RulebookTest, RefusesDatesThatDoNotRise) {
  EXPECT_TRUE(faults_at("2023-01-01", "2013-01-01", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "2012-01-01", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "\"2023-01-01\"", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "1023-01-01", "/purposes/lump_sum/amounts/1/from"));
}

TEST(RulebookTest, RefusesAccountsOfTheWrongClass) {
  EXPECT_TRUE(faults_at("\"4400\"", "\"5400\"", "/sources/confiscation/income_account"));
  EXPECT_TRUE(faults_at("\"5100\"", "\"1100\"", "/purposes/lump_sum/expense_account"));
  EXPECT_TRUE(faults_at("\"5100\"", "\"51 0\"", "/purposes/lump_sum/expense_account"));
}

TEST(RulebookTest, RefusesWordsThatNameNothing) {
  EXPECT_TRUE(faults_at("purposes = [\"lump_sum\"]", "purposes = [\"bonus\"]", "/approvals"));
  EXPECT_TRUE(faults_at("purposes = [\"lump_sum\"]", "purposes = []", "/approvals/0/purposes"));
  EXPECT_TRUE(
      faults_at("amount_dated_by", "from_sources = [\"loan\"]\namount_dated_by", "/purposes"));
  EXPECT_TRUE(faults_at("payable_to = [\"recognised\"]", "payable_to = [\"friends\"]",
                        "/purposes/lump_sum/payable_to"));
  EXPECT_TRUE(faults_at("amount_dated_by = \"recognition\"", "amount_dated_by = \"birth\"",
                        "/purposes/lump_sum/amount_dated_by"));
  EXPECT_TRUE(
      faults_at("\"treasurer\", \"approver\"", "\"treasurer\", \"friend\"", "/acts/0/signers"));
  EXPECT_TRUE(faults_at("\"restricted_that_fits\"", "\"largest\"", "/allocation/order"));
  EXPECT_TRUE(faults_at("[sources.grant]", "[sources.\"Big Grant\"]", "/sources/Big Grant"));
  EXPECT_TRUE(faults_at("compatible = []", "compatible = [[\"auditor\", \"friend\"]]",
                        "/roles/compatible"));
  EXPECT_TRUE(faults_at("compatible = []", "compatible = [\"auditor\"]", "/roles/compatible"));
}

TEST(RulebookTest, RefusesWhatItCannotKeep) {
  EXPECT_TRUE(faults_at("\"Asia/Baku\"", "\"Europe/Vienna\"", "/time_zone"));
  EXPECT_TRUE(faults_at("currency = \"AZN\"", "currency = \"XXX\"", "/currency"));
  EXPECT_TRUE(faults_at("version = 1", "version = 0", "/version"));
  EXPECT_TRUE(faults_at("version = 1", "version = \"1\"", "/version"));
  EXPECT_TRUE(faults_at("per = \"case\"", "per = \"day\"", "/approvals/0/window/per"));
  EXPECT_TRUE(faults_at("per = \"recognition\"", "per = \"year\"", "/purposes/lump_sum/limit/per"));
  EXPECT_TRUE(faults_at("\"award - recovered\"", "\"award * 2\"", "/purposes/compensation/cap"));
  EXPECT_TRUE(
      faults_at("limit = {", "cap = \"award - recovered\"\nlimit = {", "/purposes/lump_sum/cap"));
  EXPECT_TRUE(faults_at("held_for = [\"presumed\"]", "held_for = [\"recognised\"]",
                        "/purposes/lump_sum/held_for"));
  EXPECT_TRUE(faults_at("needs_reason = true", "needs_reason = 1", "/purposes/other/needs_reason"));
  EXPECT_TRUE(faults_at("approvers = 2", "approvers = 0", "/approvals/0/approvers"));
}

TEST(RulebookTest, RefusesStepsThatLeaveARequestWithoutOne) {
  EXPECT_TRUE(faults_at("up_to = \"*\"", "up_to = \"9.00\"", "/approvals"));
  EXPECT_TRUE(faults_at("purposes = [\"*\"]", "purposes = [\"medical\"]", "/approvals"));
}

TEST(RulebookTest, RefusesTwoRulesForOneKindOfAct) {
  EXPECT_TRUE(faults_at("kinds = [\"rulebook\",", "kinds = [\"transfer\",", "/acts"));
  EXPECT_TRUE(faults_at("kinds = [\"hold\"]", "kinds = []", "/acts/7/kinds"));
  EXPECT_TRUE(faults_at("signers = [\"custodian\"]",
                        "signers = [\"custodian\", \"auditor\", \"auditor\"]", "/acts/7/signers"));
}

}  // namespace
}  // namespace relief
