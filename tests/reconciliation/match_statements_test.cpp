#include "reconciliation/match_statements.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/reconciliation/match_values.h"

namespace relief::reconciliation::match_statements_test {
namespace {

using test::azn;
using test::line;

constexpr auto own = "AZ21NABZ00000000137010001944";
const std::set<std::string> accounts{own};

Statement statement(int day, std::string_view opening, std::vector<std::string> amounts,
                    int first_number = 1) {
  Statement result;
  const auto on = parse_date("2026-01-01") + std::chrono::days{day};
  result.account = own;
  result.currency = &currency("AZN");
  result.id = "S" + std::to_string(day);
  result.electronic_sequence = day;
  result.from = result.to = on;
  auto sum = azn(opening);
  result.opening = Balance{sum, on};
  for (const auto& amount : amounts) {
    auto next = line(static_cast<int>(result.lines.size()) + first_number, amount);
    next.particulars.bank_reference = amount;
    result.lines.push_back(next);
    sum += next.amount;
  }
  result.closing = Balance{sum, on};
  return result;
}

Delivery file(std::string name, std::vector<Statement> statements) {
  return {std::move(name), {std::move(statements), {}}};
}

std::vector<std::string> notes(std::vector<Delivery> deliveries) {
  std::vector<std::string> texts;
  for (const auto& note : arrange(std::move(deliveries), accounts).notes) {
    texts.push_back(note.statement + " " + std::string{reason_names.text(note.reason)});
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(MatchStatementsTest, FollowsTheChainWhateverTheOrderOfFiles) {
  const auto one = file("a", {statement(1, "10", {"5"})});
  const auto two = file("b", {statement(2, "15", {"-3"})});
  EXPECT_EQ(notes({one, two}), Texts{});
  EXPECT_EQ(notes({two, one}), Texts{});
  const auto arranged = arrange({two, one}, accounts).statements;
  ASSERT_EQ(arranged.size(), 2U);
  EXPECT_EQ(arranged[0].statement.id, "S1");
  EXPECT_FALSE(arranged[0].quarantine);
}

TEST(MatchStatementsTest, NotesGapsAndBreaks) {
  EXPECT_EQ(notes({file("a", {statement(1, "10", {"5"}), statement(2, "16", {"1"})})}),
            Texts{"S2 STMT_CHAIN_BREAK"});
  EXPECT_EQ(notes({file("a", {statement(1, "10", {"5"}), statement(4, "16", {"1"})})}),
            Texts{"S4 STMT_GAP"});
}

TEST(MatchStatementsTest, TakesWhatCameTwiceOnce) {
  const auto one = file("a", {statement(1, "10", {"5"})});
  const auto again = file("b", {statement(1, "10", {"5"})});
  EXPECT_EQ(notes({one, again}), Texts{"S1 STMT_DUPLICATE"});
  EXPECT_EQ(arrange({one, again}, accounts).statements.size(), 1U);
}

TEST(MatchStatementsTest, SetsASideWhatContradictsItself) {
  const auto one = file("a", {statement(1, "10", {"5"})});
  const auto other = file("b", {statement(1, "10", {"6"})});
  EXPECT_EQ(notes({one, other}), Texts{"S1 STMT_OVERLAP_CONFLICT"});
  EXPECT_TRUE(arrange({other, one}, accounts).statements.at(0).quarantine);
  auto unbalanced = statement(1, "10", {"5"});
  unbalanced.closing->amount = azn("16");
  EXPECT_EQ(notes({file("a", {unbalanced})}), Texts{"S1 STMT_UNBALANCED"});
  auto strange = statement(1, "10", {"5"});
  strange.account = "AZ77VTBA00000000001234567890";
  EXPECT_EQ(notes({file("a", {strange})}), Texts{"S1 ACCOUNT_UNKNOWN"});
  EXPECT_EQ(notes({{"cut.xml", {{}, {{"line 1", Reason::format_invalid, "cut"}}}}}),
            Texts{"cut.xml FORMAT_INVALID"});
}

TEST(MatchStatementsTest, SeesLinesThatAreDeliveredAgain) {
  auto longer = statement(2, "10", {"5", "-3", "7"});
  const auto arranged = arrange({file("a", {statement(1, "10", {"5", "-3"}), longer})}, accounts);
  EXPECT_TRUE(arranged.notes.empty());
  EXPECT_EQ(arranged.statements.at(1).repeated, 2U);
  longer.lines[0].particulars.bank_reference = "another";
  EXPECT_EQ(notes({file("a", {statement(1, "10", {"5", "-3"}), longer})}),
            Texts{"S2 STMT_CHAIN_BREAK"});
}

TEST(MatchStatementsTest, JoinsPagesOfSeveralFiles) {
  auto first = statement(1, "10", {"5"});
  auto second = statement(1, "15", {"-3"});
  first.first_page = first.last_page = {1, false};
  second.first_page = second.last_page = {2, true};
  const auto arranged = arrange({file("b", {second}), file("a", {first})}, accounts);
  ASSERT_EQ(arranged.statements.size(), 1U);
  EXPECT_TRUE(arranged.notes.empty());
  EXPECT_EQ(arranged.statements[0].statement.lines.at(1).number, 2);
  EXPECT_EQ(notes({file("a", {first})}), Texts{"S1 STMT_UNBALANCED"}) << "a page is missing";
}

TEST(MatchStatementsTest, TurnsReversalsAsTheBalancesSay) {
  auto as_original = statement(1, "10", {"5", "-3"});
  as_original.lines[1].is_reversal = true;
  as_original.closing->amount = azn("18");
  const auto arranged = arrange({file("a", {as_original})}, accounts);
  EXPECT_EQ(arranged.statements.at(0).statement.lines[1].amount, azn("3"));
}

TEST(MatchStatementsTest, LeavesOutWhatIsntBooks) {
  auto interim = statement(1, "10", {"5"});
  interim.kind = Kind::interim;
  EXPECT_TRUE(arrange({file("a", {interim})}, accounts).statements.empty());
}

}  // namespace
}  // namespace relief::reconciliation::match_statements_test
