#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "ledger/aid/rulebook.h"
#include "tests/support/refusal.h"

namespace relief::rulebook_parse_test {
namespace {

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

TEST(RulebookParseTest, RefusesWhatIsNotToml) {
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = "); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = 'a'\nname = 'b'"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook(std::string(300, '[')); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { parse_rulebook("name = '\xff'"); }), Errc::malformed);
}

TEST(RulebookParseTest, RefusesMoreThanItsLimit) {
  auto text = std::string{azerbaijan_rulebook()};
  text.append(std::size_t{256} * 1024 - text.size(), '\n');
  EXPECT_EQ(test::refusal([&] { parse_rulebook(text); }), std::nullopt);
  text += '\n';
  EXPECT_EQ(test::refusal([&] { parse_rulebook(text); }), Errc::too_large);
}

TEST(RulebookParseTest, TellsEveryFaultOfAnEmptyFileAtOnce) {
  const auto places = fault_places("");
  for (const auto* place : {"/name", "/version", "/time_zone", "/currency", "/sources", "/purposes",
                            "/approvals", "/allocation", "/charges", "/statistics", "/retention"}) {
    EXPECT_NE(std::ranges::find(places, place), places.end()) << place;
  }
}

TEST(RulebookParseTest, RefusesACeilingOverNothingOrOverWhatIsNotThere) {
  EXPECT_TRUE(faults_at("purposes = [\"compensation\"]\namount", "amount", "/ceilings/0/purposes"));
  EXPECT_TRUE(faults_at("purposes = [\"compensation\"]", "purposes = [\"salary\"]", "/ceilings"));
  EXPECT_TRUE(faults_at("amount = \"1000000.00\"", "amount = \"0\"", "/ceilings/0/amount"));
}

TEST(RulebookParseTest, KeepsTheListOfFaultsShort) {
  std::string text{azerbaijan_rulebook()};
  for (int i = 0; i < 300; ++i) text += "k" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(fault_places(text).size(), 100U);
}

TEST(RulebookParseTest, RefusesUnknownKeys) {
  EXPECT_TRUE(faults_at("version = 1", "version = 1\n\"a/b~c\" = 1", "/a~1b~0c"));
  EXPECT_TRUE(faults_at("income_account = \"4400\"", "income_account = \"4400\"\nnote = 'x'",
                        "/sources/confiscation/note"));
  EXPECT_TRUE(faults_at("count = 1,", "count = 1, grace = 2,", "/purposes/lump_sum/limit/grace"));
  EXPECT_TRUE(faults_at("days = 30 }", "days = 30, x = 1 }", "/approvals/0/window/x"));
}

TEST(RulebookParseTest, RefusesARuleWithoutAClause) {
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

TEST(RulebookParseTest, RefusesInexactAmounts) {
  const auto* place = "/purposes/lump_sum/amounts/0/amount";
  EXPECT_TRUE(faults_at("\"400.00\"", "400.00", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"400.001\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"-400.00\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"0\"", place));
  EXPECT_TRUE(faults_at("\"400.00\"", "\"4e2\"", place));
  EXPECT_TRUE(faults_at("up_to = \"1000.00\"", "up_to = 1000", "/approvals/0/up_to"));
  EXPECT_TRUE(faults_at("up_to = \"1000.00\"\n", "", "/approvals/0/up_to"));
}

TEST(RulebookParseTest, RefusesDatesThatDoNotRise) {
  EXPECT_TRUE(faults_at("2023-01-01", "2013-01-01", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "2012-01-01", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "\"2023-01-01\"", "/purposes/lump_sum/amounts/1/from"));
  EXPECT_TRUE(faults_at("2023-01-01", "1023-01-01", "/purposes/lump_sum/amounts/1/from"));
}

TEST(RulebookParseTest, RefusesAccountsOfTheWrongClass) {
  EXPECT_TRUE(faults_at("\"4400\"", "\"5400\"", "/sources/confiscation/income_account"));
  EXPECT_TRUE(faults_at("\"5100\"", "\"1100\"", "/purposes/lump_sum/expense_account"));
  EXPECT_TRUE(faults_at("\"5100\"", "\"51 0\"", "/purposes/lump_sum/expense_account"));
}

TEST(RulebookParseTest, RefusesWordsThatNameNothing) {
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

TEST(RulebookParseTest, RefusesWhatItCannotKeep) {
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

TEST(RulebookParseTest, RefusesStepsThatLeaveARequestWithoutOne) {
  EXPECT_TRUE(faults_at("up_to = \"*\"", "up_to = \"9.00\"", "/approvals"));
  EXPECT_TRUE(faults_at("purposes = [\"*\"]", "purposes = [\"medical\"]", "/approvals"));
}

TEST(RulebookParseTest, RefusesTwoRulesForOneKindOfAct) {
  EXPECT_TRUE(faults_at("kinds = [\"rulebook\",", "kinds = [\"transfer\",", "/acts"));
  EXPECT_TRUE(faults_at("kinds = [\"hold\"]", "kinds = []", "/acts/7/kinds"));
  EXPECT_TRUE(faults_at("signers = [\"custodian\"]",
                        "signers = [\"custodian\", \"auditor\", \"auditor\"]", "/acts/7/signers"));
}

}  // namespace
}  // namespace relief::rulebook_parse_test
