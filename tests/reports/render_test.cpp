#include "reports/render.h"

#include <gtest/gtest.h>

#include "ledger/base/baku_time.h"
#include "reports/written.h"
#include "tests/support/refusal.h"

namespace relief::reports {
namespace {

Table sample() {
  Table table;
  table.name = "sample";
  table.title = "Nümunə <1>";
  table.lang = "az";
  table.columns = {{"day", "Tarix"}, {"text", "Mətn"}, {"count", "Say"}, {"amount", "Məbləğ"}};
  table.rows = {{parse_date("2025-03-01"), std::string{"=1+1, \"a\""}, 7L,
                 Money::parse("-1234567.50", currency("AZN"))}};
  return table;
}

TEST(RenderTest, JsonKeepsAmountsAsDecimalTexts) {
  const auto json = to_json_text(sample());
  EXPECT_NE(json.find(R"("amount":{"amount":"-1234567.50","currency":"AZN"})"), std::string::npos);
  EXPECT_NE(json.find(R"("day":"2025-03-01")"), std::string::npos);
}

TEST(RenderTest, WhereThereIsNoAmountJsonSaysNullAndPeopleSeeNothing) {
  auto table = sample();
  table.rows.front()[3] = NoAmount{};
  EXPECT_NE(to_json_text(table).find(R"("amount":null)"), std::string::npos);
  EXPECT_TRUE(to_csv(table).ends_with(",7,\r\n"));
  EXPECT_NE(to_html(table).find("></td>"), std::string::npos);
}

TEST(RenderTest, CsvQuotesAndDisarmsFormulas) {
  EXPECT_EQ(to_csv(sample()),
            "Tarix,Mətn,Say,Məbləğ\r\n2025-03-01,\"'=1+1, \"\"a\"\"\",7,-1234567.50\r\n");
}

TEST(RenderTest, PeopleReadWordsAndProgramsCodes) {
  auto table = sample();
  table.rows.front()[1] = Term{.code = "paid", .words = "ödənilib"};
  EXPECT_NE(to_csv(table).find(",ödənilib,"), std::string::npos);
  EXPECT_NE(to_html(table).find(">ödənilib<"), std::string::npos);
  EXPECT_NE(to_json_text(table).find(R"("text":"paid")"), std::string::npos);
}

TEST(RenderTest, HtmlEscapesAndWritesAsInPrint) {
  const auto html = to_html(sample());
  EXPECT_NE(html.find("Nümunə &lt;1&gt;"), std::string::npos);
  EXPECT_NE(html.find("01.03.2025"), std::string::npos);
  EXPECT_NE(html.find("-1\u202f234\u202f567,50"), std::string::npos);
}

TEST(RenderTest, HtmlIsWrittenAsItsLanguageIs) {
  auto table = sample();
  table.lang = "en";
  table.parameters = {{std::string{"As of "}, parse_date("2026-11-28")}};
  const auto html = to_html(table);
  EXPECT_NE(html.find(">As of 28 Nov 2026<"), std::string::npos);
  EXPECT_NE(html.find(">1 Mar 2025<"), std::string::npos);
  EXPECT_NE(html.find(">-1,234,567.50<"), std::string::npos);
  EXPECT_NE(to_json_text(table).find(R"("parameters":["As of 2026-11-28"])"), std::string::npos);
}

TEST(RenderTest, CsvHasRowsOnlySoThatNothingIsCountedTwice) {
  auto table = sample();
  const auto rows = to_csv(table);
  table.totals = table.rows;
  EXPECT_EQ(to_csv(table), rows);
  EXPECT_NE(to_json_text(table), to_json_text(sample()));
}

TEST(RenderTest, OnlyTheJournalHasHledgersForm) {
  EXPECT_EQ(test::refusal([] { to_hledger(sample()); }), Errc::unsupported);
  EXPECT_EQ(test::refusal([] { find_form("doc"); }), Errc::unsupported);
}

TEST(RenderTest, PrintGroupsByThree) {
  const auto azn = [](const char* text) {
    return written(Money::parse(text, currency("AZN")), "az");
  };
  EXPECT_EQ(azn("0.05"), "0,05");
  EXPECT_EQ(azn("999.00"), "999,00");
  EXPECT_EQ(azn("1000.00"), "1\u202f000,00");
  EXPECT_EQ(azn("-100.00"), "-100,00");
}

TEST(RenderTest, EnglishPrintHasCommasAndNamesMonths) {
  const auto azn = [](const char* text) {
    return written(Money::parse(text, currency("AZN")), "en");
  };
  EXPECT_EQ(azn("0.05"), "0.05");
  EXPECT_EQ(azn("-999.00"), "-999.00");
  EXPECT_EQ(azn("1234.50"), "1,234.50");
  EXPECT_EQ(azn("-1234567.00"), "-1,234,567.00");
  EXPECT_EQ(written(parse_date("2026-11-28"), "en"), "28 Nov 2026");
  EXPECT_EQ(written(parse_date("2026-01-05"), "en"), "5 Jan 2026");
}

TEST(RenderTest, PrintTellsTheTimeOfBaku) {
  const auto time = [](const char* text, std::string_view lang) {
    return written(baku_time(parse_instant(text)), lang);
  };
  EXPECT_EQ(time("2026-11-24T08:30:59Z", "az"), "24.11.2026 12:30");
  EXPECT_EQ(time("2026-12-31T20:00:00Z", "az"), "01.01.2027 00:00");
  EXPECT_EQ(time("2026-12-31T20:00:00Z", "en"), "1 Jan 2027 00:00");
}

}  // namespace
}  // namespace relief::reports
