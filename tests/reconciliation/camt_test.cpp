#include "reconciliation/camt.h"

#include <gtest/gtest.h>

#include "reconciliation/checks.h"
#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::camt_test {
namespace {

/// January's document as another message of the family.
std::string as(const CamtMessage& message, std::string_view version) {
  auto text = test::january();
  const auto replace = [&text](std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  };
  replace("camt.053.001.02", std::string{message.name} + ".001." + std::string{version});
  replace("BkToCstmrStmt>", std::string{message.container} + ">");
  replace("Stmt>", std::string{message.element} + ">");
  return text;
}

TEST(CamtTest, ReadsTheWholeFamilyTheSameWay) {
  const auto january = test::read_camt053(test::january()).statements.at(0);
  for (const auto* message : {&camt052, &camt054}) {
    for (const auto* version : {"02", "04", "08", "14"}) {
      const auto text = as(*message, version);
      const auto* format = format_of(text);
      ASSERT_NE(format, nullptr);
      EXPECT_EQ(format->name, message->name);
      const auto reading = format->read(text);
      ASSERT_TRUE(reading.faults.empty()) << reading.faults.front().sentence;
      EXPECT_EQ(reading.statements.at(0).kind, message->kind);
      EXPECT_EQ(reading.statements.at(0).lines, january.lines);
    }
  }
}

TEST(CamtTest, NeverPostsWhatIsntAStatement) {
  for (const auto* message : {&camt052, &camt054}) {
    const auto verdict =
        check(format_of(as(*message, "08"))->read(as(*message, "08")).statements[0], {});
    EXPECT_TRUE(verdict.is_sound());
    EXPECT_FALSE(verdict.may_post());
  }
}

TEST(CamtTest, NamesPlacesAsEachMessageDoes) {
  auto text = as(camt054, "08");
  text.replace(text.find("700.00"), 6, "?");
  EXPECT_EQ(format_of(text)->read(text).faults.at(0).place, "Ntfctn[1]/Ntry[2]/Amt");
  text = as(camt052, "08");
  text.insert(text.find("<Bal>"), "<RptPgntn><PgNb>?</PgNb></RptPgntn>");
  EXPECT_EQ(format_of(text)->read(text).faults.at(0).place, "Rpt[1]/RptPgntn");
}

TEST(CamtTest, TakesNewsWithoutADayForThatOfTheMessage) {
  auto text = as(camt054, "08");
  const auto day = text.find("<BookgDt>");
  text.erase(day, text.find("</BookgDt>") + 10 - day);
  EXPECT_EQ(format_of(text)->read(text).faults.at(0).sentence, "the entry has no day");
  text.insert(text.find("</GrpHdr>"), "<CreDtTm>2026-01-16T08:00:00</CreDtTm>");
  const auto reading = format_of(text)->read(text);
  ASSERT_TRUE(reading.faults.empty());
  EXPECT_EQ(reading.statements.at(0).lines.at(0).booked_on, parse_date("2026-01-16"));
  text.insert(text.find("<Ntry>"), "<CreDtTm>2026-01-17T08:00:00</CreDtTm>");
  EXPECT_EQ(format_of(text)->read(text).statements.at(0).lines.at(0).value_on,
            parse_date("2026-01-17"));
}

TEST(CamtTest, ReadsTwoByteLetters) {
  auto text = test::january();
  text.replace(text.find("UTF-8"), 5, "UTF-16");
  std::string wide{"\xff\xfe"};
  for (const char c : text) wide.append(1, c).append(1, '\0');
  const auto reading = test::read_camt053(wide);
  ASSERT_TRUE(reading.faults.empty()) << reading.faults.front().sentence;
  EXPECT_EQ(reading.statements.at(0).lines.size(), 2U);
}

TEST(CamtTest, TellsEachLineAsItEnds) {
  class Order : public StatementSink {
   public:
    void take(StatementLine line) override { told += std::to_string(line.number); }
    void take(Statement statement) override {
      told += statement.id + std::to_string(statement.lines.size());
    }
    std::string told;
  };
  Order order;
  const auto january = test::january();
  EXPECT_TRUE(tell(camt053, bytes_of(january), order).empty());
  EXPECT_EQ(order.told, "12JAN-10");
}

}  // namespace
}  // namespace relief::reconciliation::camt_test
