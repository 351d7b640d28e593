#include "reconciliation/match_advices.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <sstream>

#include "reconciliation/match_files.h"
#include "tests/reconciliation/match_values.h"

namespace relief::reconciliation::match_advices_test {
namespace {

using test::azn;
using test::line;
using test::Lines;
using test::payment;
using test::rf;

using Texts = std::vector<std::string>;

constexpr auto own = "AZ21NABZ00000000137010001944";

StatementLine booked(int number, std::string_view amount, std::string reference) {
  return line(number, amount, {.bank_reference = std::move(reference)});
}

/// An entry of an advice: each detail is of an amount, and quotes the reference of an item.
StatementLine entry(std::string_view amount, std::string reference,
                    const std::vector<std::pair<std::string, int>>& details) {
  auto result = booked(1, amount, std::move(reference));
  for (const auto& [each, item] : details) {
    const auto number = static_cast<int>(result.details.size()) + 1;
    result.details.push_back({number, azn(each), {.references = {rf(item)}}});
  }
  return result;
}

Statement advice(Lines entries, std::string id = "N1") {
  Statement result;
  result.kind = Kind::advice;
  result.account = own;
  result.currency = &currency("AZN");
  result.id = std::move(id);
  result.lines = std::move(entries);
  return result;
}

/// The lines as advices leave them: "amount: detail reference, …".
Texts told(Lines lines, const std::vector<Statement>& advices) {
  std::vector<StatementLine*> pointers;
  for (auto& each : lines) pointers.push_back(&each);
  add_details(pointers, advices);
  Texts texts;
  for (const auto& each : lines) {
    auto text = each.amount.decimal() + ":";
    for (const auto& detail : each.details) text += " " + detail.amount.value().decimal();
    texts.push_back(text);
  }
  return texts;
}

const Lines sum{booked(1, "-950.00", "B-1")};
const StatementLine both = entry("-950.00", "B-1", {{"-700.00", 1}, {"-250.00", 2}});

TEST(MatchAdvicesTest, DivideTheLineThatTheBankCallsTheSame) {
  EXPECT_EQ(told({booked(1, "-950.00", "B-0"), sum[0]}, {advice({both})}),
            (Texts{"-950.00:", "-950.00: -700.00 -250.00"}));
}

TEST(MatchAdvicesTest, KnowABatchByItsNameAndAmount) {
  auto named = booked(1, "-950.00", "");
  named.batches = {{"BATCH", 2, {}}};
  auto told_of = both;
  told_of.particulars.bank_reference = "N-77";
  told_of.particulars.batch = "BATCH";
  EXPECT_EQ(told({named}, {advice({told_of})}), Texts{"-950.00: -700.00 -250.00"});
  EXPECT_EQ(told({named, named}, {advice({told_of})}), (Texts{"-950.00:", "-950.00:"}))
      << "either may be meant";
  named.amount = azn("-951.00");
  EXPECT_EQ(told({named}, {advice({told_of})}), Texts{"-951.00:"});
}

TEST(MatchAdvicesTest, KnowAReferenceThatReturnsByItsDay) {
  auto later = sum[0];
  later.booked_on = parse_date("2026-02-15");
  EXPECT_EQ(told({sum[0], later}, {advice({both})}),
            (Texts{"-950.00: -700.00 -250.00", "-950.00:"}));
  EXPECT_EQ(told({sum[0], sum[0]}, {advice({both})}), (Texts{"-950.00:", "-950.00:"}));
}

TEST(MatchAdvicesTest, ThatCameTwiceCountOnceAndPartsTogether) {
  const auto one = advice({entry("-950.00", "B-1", {{"-700.00", 1}})}, "N1");
  const auto other = advice({entry("-950.00", "B-1", {{"-250.00", 2}})}, "N2");
  EXPECT_EQ(told(sum, {one, other, one}), Texts{"-950.00: -700.00 -250.00"});
  EXPECT_EQ(told(sum, {advice({both}), advice({both}, "N2")}), Texts{"-950.00: -700.00 -250.00"});
}

TEST(MatchAdvicesTest, LeaveWhatTheStatementDividesItself) {
  auto divided = sum;
  divided[0].details = {{1, azn("-900.00"), {}}, {2, azn("-50.00"), {}}};
  EXPECT_EQ(told(divided, {advice({both})}), Texts{"-950.00: -900.00 -50.00"});
}

TEST(MatchAdvicesTest, FillWhatTheStatementLeavesOpenOfOnePayment) {
  Lines lines{booked(1, "250.00", "B-1")};
  lines[0].particulars.text = "a gift";
  auto one = entry("250.00", "B-1", {{"250.00", 1}});
  one.details[0].particulars.text = "another text";
  one.details[0].particulars.counterparty = {"A donor", "AZ-DONOR"};
  StatementLine* const pointer = lines.data();
  const std::vector advices{advice({one})};
  add_details({&pointer, 1}, advices);
  EXPECT_EQ(lines[0].particulars.references, Texts{rf(1)});
  EXPECT_EQ(lines[0].particulars.counterparty.name, "A donor");
  EXPECT_EQ(lines[0].particulars.text, "a gift");
  EXPECT_EQ(told({booked(1, "251.00", "B-1")}, {advice({one})}), Texts{"251.00:"})
      << "of another amount";
}

TEST(MatchAdvicesTest, TurnWithAReversalThatTheStatementTurned) {
  auto back = booked(1, "950.00", "B-1");
  back.is_reversal = true;
  EXPECT_EQ(told({back}, {advice({both})}), Texts{"950.00: 700.00 250.00"});
}

TEST(MatchAdvicesTest, OfOtherCurrenciesTellNothing) {
  auto foreign = both;
  foreign.amount = Money::parse("-950.00", currency("EUR"));
  EXPECT_EQ(told(sum, {advice({foreign})}), Texts{"-950.00:"});
}

/// A statement whose only line is a sum.
Statement statement() {
  Statement result;
  const auto on = parse_date("2026-01-15");
  result.account = own;
  result.currency = &currency("AZN");
  result.id = "S1";
  result.from = result.to = on;
  result.opening = Balance{azn("1000.00"), on};
  result.closing = Balance{azn("50.00"), on};
  result.lines = sum;
  return result;
}

/// What `relief match` answers of the lines: their names, with "auto" or a reason.
Texts answers(std::vector<Statement> advices) {
  std::vector<BookItem> book;
  for (const auto& [item, amount] : {std::pair{1, "-700.00"}, {2, "-250.00"}}) {
    book.push_back({payment(item, amount), own});
  }
  std::vector<Delivery> files{{"s.xml", {{statement()}, {}}}};
  for (auto& each : advices) {
    files.push_back({std::to_string(files.size()) + ".xml", {{std::move(each)}, {}}});
  }
  const auto result = match_files(book, files);
  std::ranges::reverse(files);
  EXPECT_EQ(match_files(book, files), result);
  Texts texts;
  std::istringstream lines{result};
  for (std::string text; std::getline(lines, text);) {
    const auto json = nlohmann::json::parse(text);
    if (json.contains("match")) {
      texts.push_back(json["match"]["lines"][0].get<std::string>() + " " +
                      json["match"]["status"].get<std::string>());
    } else if (json["exception"]["line"].is_string()) {
      texts.push_back(json["exception"]["line"].get<std::string>() + " " +
                      json["exception"]["reason"].get<std::string>());
    }
  }
  return texts;
}

TEST(MatchAdvicesTest, SettleEachPaymentOfASum) {
  EXPECT_EQ(answers({}), Texts{"S1#1 proposed"});
  EXPECT_EQ(answers({advice({both})}), (Texts{"S1#1.1 auto", "S1#1.2 auto"}));
}

TEST(MatchAdvicesTest, ThatDontAddUpSettleNothing) {
  const auto wrong = entry("-950.00", "B-1", {{"-700.00", 1}, {"-350.00", 2}});
  EXPECT_EQ(answers({advice({wrong})}), Texts{"S1#1 DETAIL_SUM_MISMATCH"});
  EXPECT_EQ(answers({advice({both}), advice({wrong}, "N2")}), Texts{"S1#1 DETAIL_SUM_MISMATCH"})
      << "two that contradict each other";
}

TEST(MatchAdvicesTest, NeverAddALine) {
  auto elsewhere = advice({both});
  elsewhere.account = "AZ77VTBA00000000001234567890";
  const auto unknown = advice({entry("-700.00", "B-2", {{"-700.00", 1}})});
  EXPECT_EQ(answers({elsewhere, unknown}), answers({}));
}

}  // namespace
}  // namespace relief::reconciliation::match_advices_test
