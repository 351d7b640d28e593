#include "reconciliation/match_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/reconciliation/match_values.h"
#include "tests/support/refusal.h"

namespace relief::reconciliation::match_files_test {
namespace {

using test::azn;
using test::rf;

constexpr auto own = "AZ21NABZ00000000137010001944";

/// An account with many lump sums of a few amounts: payments and pledges, half of them without
/// their reference on the line, some twice, in statements of a day each.
struct Story {
  std::vector<BookItem> book;
  std::vector<Statement> statements;
};

BookItem item_of(int n, bool is_gift, Date due) {
  auto open =
      is_gift ? test::gift(n, "50.00") : test::payment(n, n % 3 == 0 ? "-700.00" : "-250.00");
  open.due = due;
  open.name = "Orucova Leyla";
  open.batch.clear();
  return {open, own};
}

Particulars particulars_of(const OpenItem& item, unsigned chance) {
  Particulars result{.text = "odenis", .counterparty = {"Leyla Orucova", item.payee_account}};
  if (chance % 3 != 0) result.references = {item.reference};
  if (chance % 5 == 0) result.counterparty.account.clear();
  return result;
}

Story tell(unsigned seed) {
  std::mt19937 random{seed};
  Story story;
  auto balance = azn("100000.00");
  for (int day = 0; day < 8; ++day) {
    const auto on = parse_date("2026-01-10") + std::chrono::days{day};
    Statement statement;
    statement.account = own;
    statement.currency = &currency("AZN");
    statement.id = "S" + std::to_string(day);
    statement.electronic_sequence = day;
    statement.from = statement.to = on;
    statement.opening = Balance{balance, on};
    for (int n = 1; n <= 12; ++n) {
      const auto item = item_of(day * 12 + n, n % 4 == 0, on);
      story.book.push_back(item);
      if (random() % 10 == 0) continue;
      for (unsigned times = random() % 12 == 0 ? 2 : 1; times > 0; --times) {
        auto line =
            test::line(static_cast<int>(statement.lines.size()) + 1, item.open.amount.decimal(),
                       particulars_of(item.open, static_cast<unsigned>(random())));
        line.booked_on = line.value_on = on;
        balance += line.amount;
        statement.lines.push_back(std::move(line));
      }
    }
    statement.closing = Balance{balance, on};
    story.statements.push_back(std::move(statement));
  }
  return story;
}

std::vector<Delivery> files_of(const std::vector<Statement>& statements) {
  std::vector<Delivery> files;
  for (const auto& each : statements) files.push_back({each.id + ".xml", {{each}, {}}});
  return files;
}

TEST(MatchFilesTest, AnswersTheSameWhateverTheOrder) {
  std::mt19937 random{11};
  for (unsigned seed = 1; seed <= 20; ++seed) {
    auto [book, statements] = tell(seed);
    const auto expected = match_files(book, files_of(statements));
    std::ranges::shuffle(book, random);
    std::ranges::shuffle(statements, random);
    EXPECT_EQ(match_files(book, files_of(statements)), expected);
  }
}

TEST(MatchFilesTest, AnswersTwiceDeliveredLikeOnceDelivered) {
  const auto [book, statements] = tell(5);
  auto twice = files_of(statements);
  const auto once = match_files(book, twice);
  for (auto again : files_of(statements)) {
    again.file = "again-" + again.file;
    twice.push_back(std::move(again));
  }
  std::istringstream lines{match_files(book, twice)};
  std::string without_notes;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("STMT_DUPLICATE") == line.npos) without_notes += line + '\n';
  }
  EXPECT_EQ(without_notes, once);
}

/// A statement cut in two pages.
std::vector<Statement> pages_of(const Statement& whole) {
  auto first = whole;
  auto second = whole;
  const auto half = static_cast<std::ptrdiff_t>(whole.lines.size() / 2);
  first.lines.erase(first.lines.begin() + half, first.lines.end());
  second.lines.erase(second.lines.begin(), second.lines.begin() + half);
  auto between = whole.opening->amount;
  for (const auto& line : first.lines) between += line.amount;
  first.closing->amount = second.opening->amount = between;
  first.first_page = first.last_page = {1, false};
  second.first_page = second.last_page = {2, true};
  for (auto& line : second.lines) line.number -= static_cast<int>(half);
  return {second, first};
}

TEST(MatchFilesTest, AnswersPagesLikeTheWhole) {
  const auto [book, statements] = tell(7);
  std::vector<Delivery> pages;
  for (const auto& whole : statements) {
    for (auto& page : pages_of(whole)) {
      const auto name = page.id + "-" + std::to_string(page.first_page.number);
      pages.push_back({name, {{std::move(page)}, {}}});
    }
  }
  EXPECT_EQ(match_files(book, pages), match_files(book, files_of(statements)));
}

TEST(MatchFilesTest, AnswersEachLineOnceAndSettlesEachItemOnce) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto [book, statements] = tell(seed);
    std::map<std::string, int> lines, items;
    std::istringstream result{match_files(book, files_of(statements))};
    for (std::string text; std::getline(result, text);) {
      const auto json = nlohmann::json::parse(text);
      if (json.contains("match")) {
        for (const auto& line : json["match"]["lines"]) ++lines[line.get<std::string>()];
        for (const auto& item : json["match"]["items"]) {
          if (json["match"]["status"] == "auto") ++items[item.get<std::string>()];
        }
      } else if (json["exception"]["line"].is_string()) {
        ++lines[json["exception"]["line"].get<std::string>()];
      }
    }
    std::size_t count = 0;
    for (const auto& each : statements) count += each.lines.size();
    EXPECT_EQ(lines.size(), count);
    for (const auto& [line, times] : lines) EXPECT_EQ(times, 1) << line;
    for (const auto& [item, times] : items) EXPECT_EQ(times, 1) << item;
  }
}

TEST(MatchFilesTest, SaysWhichOrdersNoStatementShows) {
  auto [book, statements] = tell(3);
  const auto unpaid = item_of(900, false, parse_date("2026-01-11"));
  const auto young = item_of(901, false, parse_date("2026-01-13"));
  book.push_back(unpaid);
  book.push_back(young);
  const auto result = match_files(book, files_of(statements));
  EXPECT_NE(result.find(R"("item":"pay_900","line":null,"reason":"INSTRUCTED_NOT_PAID")"),
            result.npos);
  EXPECT_EQ(result.find("pay_901\",\"line\":null"), result.npos) << "the bank has five days";
}

TEST(MatchFilesTest, ReadsABook) {
  const auto book = read_book(
      R"({"item":"P-1","kind":"payment","account":"AZ1","direction":"debit","amount":"700.00",)"
      R"("currency":"AZN","date":"2026-03-02","reference":"RF18539007547034","batch":null,)"
      R"("end_to_end_id":"E1","counterparty":{"name":null,"iban":"AZ2"},"fund":"GEN"})"
      "\n\n"
      R"({"item":"R-1","kind":"receipt","account":"AZ1","direction":"credit","amount":"5.00",)"
      R"("currency":"EUR","date":"2026-03-02","reference":"RF1","batch":null,)"
      R"("end_to_end_id":null,"counterparty":null,"fund":"GEN"})");
  ASSERT_EQ(book.size(), 2U);
  EXPECT_EQ(book[0].open.amount, azn("-700.00"));
  EXPECT_EQ(book[0].open.end_to_end, "E1");
  EXPECT_EQ(book[0].open.payee_account, "AZ2");
  EXPECT_EQ(book[1].open.kind, ItemKind::gift);
  EXPECT_EQ(book[1].open.amount.currency().code, "EUR");
  EXPECT_TRUE(read_book("").empty());
}

TEST(MatchFilesTest, RefusesWhatIsNoBook) {
  for (const auto* text : {"{", "[]", "{}", R"({"item":1})",
                           R"({"item":"P","kind":"loan","account":"A","direction":"debit",)"
                           R"("amount":"1","currency":"AZN","date":"2026-03-02",)"
                           R"("counterparty":null})",
                           R"({"item":"P","kind":"payment","account":"A","direction":"debit",)"
                           R"("amount":"1.001","currency":"AZN","date":"2026-03-02",)"
                           R"("counterparty":null})"}) {
    EXPECT_EQ(relief::test::refusal([&] { (void)read_book(text); }), Errc::malformed) << text;
  }
}

}  // namespace
}  // namespace relief::reconciliation::match_files_test
