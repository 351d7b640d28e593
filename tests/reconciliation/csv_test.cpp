#include <gtest/gtest.h>

#include "reconciliation/checks.h"
#include "reconciliation/csv_profile.h"
#include "reconciliation/formats.h"
#include "tests/support/refusal.h"

namespace relief::reconciliation::csv_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

constexpr std::string_view columns_profile = R"({
  "separator": ";", "sign": "columns", "date_format": "DD.MM.YYYY", "decimal": ",",
  "thousands": " ", "footer": "Total",
  "preamble": {"statement": "No", "sequence": "Seq", "account": "Account", "currency": "Currency",
               "from": "From", "to": "To", "opening": "Opening", "closing": "Closing"},
  "columns": {"booking_date": "Date", "reference": "Ref", "text": "Details", "name": "Name",
              "iban": "IBAN", "debit": "Debit", "credit": "Credit", "balance": "Balance",
              "batch": "Batch", "count": "Count", "type": "Type", "rate": "Rate",
              "original_amount": "Original", "original_currency": "Original currency",
              "charges": "Charges"}
})";

constexpr std::string_view january =
    "No;S-1\r\nSeq;17\r\nAccount;AZ21 NABZ 0000 0000 1370 1000 1944\r\nCurrency;AZN\r\n"
    "From;01.01.2026\r\nTo;31.01.2026\r\nOpening;1 000,00\r\nClosing;550,00\r\n"
    "Date;Ref;Details;Name;IBAN;Debit;Credit;Balance;Batch;Count;Type;Rate;Original;Original "
    "currency;Charges\r\n"
    "15.01.2026;R-1;\"a \"\"gift\"\"; with\r\ntwo lines\";Jale;AZ97;;250,00;1 250,00;;;TRF;1,7;1 "
    "470,06;EUR;0,50\r\n"
    "20.01.2026;;pay;;;700,00;;550,00;B-1;12;;;;;\r\n"
    "Total;;;;;700,00;250,00;;;;;;;;\r\n";

Reading read(std::string_view text, std::string_view profile = columns_profile) {
  return format_named("csv")->read(text, Habits{{}, read_csv_profile(profile)});
}

std::string altered(std::string_view text, std::string_view from, std::string_view to) {
  std::string result{text};
  return result.replace(result.find(from), from.size(), to);
}

std::string faults_of(std::string_view text, std::string_view profile = columns_profile) {
  std::string faults;
  for (const auto& fault : read(text, profile).faults) {
    faults += fault.place + " " + std::string{reason_names.text(fault.reason)} + " " +
              fault.sentence + "\n";
  }
  return faults;
}

TEST(CsvTest, ReadsATableByItsProfile) {
  ASSERT_EQ(faults_of(january), "");
  const auto statement = read(january).statements.at(0);
  EXPECT_EQ(statement.account, "AZ21NABZ00000000137010001944");
  EXPECT_EQ(statement.id, "S-1");
  EXPECT_EQ(statement.electronic_sequence, 17);
  EXPECT_EQ(statement.opening, (Balance{azn("1000.00"), parse_date("2026-01-01")}));
  EXPECT_EQ(statement.closing, (Balance{azn("550.00"), parse_date("2026-01-31")}));
  ASSERT_EQ(statement.lines.size(), 2U);
  const auto& gift = statement.lines[0];
  EXPECT_EQ(gift.amount, azn("250.00"));
  EXPECT_EQ(gift.particulars.text, "a \"gift\"; with\ntwo lines");
  EXPECT_EQ(gift.particulars.references, std::vector<std::string>{"R-1"});
  EXPECT_EQ(gift.particulars.counterparty, (Party{"Jale", "AZ97"}));
  EXPECT_EQ(gift.particulars.instructed, (StatedAmount{"1470.06", "EUR"}));
  EXPECT_EQ(gift.particulars.rate, "1.7");
  EXPECT_EQ(gift.particulars.charges, (std::vector<Charge>{{azn("-0.50"), {}}}));
  EXPECT_EQ(statement.lines[1].amount, azn("-700.00"));
  EXPECT_EQ(statement.lines[1].batches, (std::vector<BatchBooking>{{"B-1", 12, {}}}));
  EXPECT_TRUE(check(statement, {}).may_post());
}

TEST(CsvTest, ReadsSignsInEveryStyle) {
  constexpr std::string_view one_column =
      R"({"account": "77", "currency": "AZN",
          "columns": {"booking_date": "D", "amount": "A", "balance": "B"}})";
  const auto lines = read("D,A,B\n2026-01-01,-5.00,5.00\n2026-01-02,+1.50,6.50\n", one_column);
  ASSERT_EQ(lines.statements.at(0).lines.size(), 2U);
  EXPECT_EQ(lines.statements[0].lines[0].amount, azn("-5.00"));
  EXPECT_EQ(lines.statements[0].lines[1].amount, azn("1.50"));

  constexpr std::string_view by_word =
      R"({"account": "77", "currency": "AZN", "sign": "indicator", "debit_word": "D",
          "credit_word": "C", "columns": {"booking_date": "D", "amount": "A", "indicator": "I"}})";
  const auto marked = read("D,A,I\n2026-01-01,5.00,D\n2026-01-02,1.50,C\n", by_word);
  EXPECT_EQ(marked.statements.at(0).lines.at(0).amount, azn("-5.00"));
  EXPECT_EQ(marked.statements[0].lines.at(1).amount, azn("1.50"));
  EXPECT_EQ(faults_of("D,A,I\n2026-01-01,5.00,?\n", by_word),
            "line 2 FORMAT_INVALID the entry has no direction\n");
}

TEST(CsvTest, TakesBalancesFromItsLinesInEitherOrder) {
  constexpr std::string_view profile =
      R"({"account": "77", "currency": "AZN",
          "columns": {"booking_date": "D", "amount": "A", "balance": "B"}})";
  const Balance opening{azn("10.00"), parse_date("2026-01-01")};
  const Balance closing{azn("6.50"), parse_date("2026-01-02")};
  for (const auto* rows : {"D,A,B\n2026-01-01,-5.00,5.00\n2026-01-02,1.50,6.50\n",
                           "D,A,B\n2026-01-02,1.50,6.50\n2026-01-01,-5.00,5.00\n"}) {
    const auto statement = read(rows, profile).statements.at(0);
    EXPECT_EQ(statement.opening, opening);
    EXPECT_EQ(statement.closing, closing);
    EXPECT_TRUE(check(statement, {}).may_post());
  }
  const auto broken =
      read("D,A,B\n2026-01-01,-5.00,5.00\n2026-01-02,1.50,6.51\n", profile).statements.at(0);
  EXPECT_FALSE(broken.is_running);
  EXPECT_EQ(check(broken, {}).quarantine.front().reason, Reason::stmt_unbalanced);
}

TEST(CsvTest, ReadsThousandsOnlyWhereTheyStand) {
  const auto opening = [](std::string_view amount) {
    return faults_of(altered(january, "1 000,00", amount));
  };
  EXPECT_EQ(opening("1\xc2\xa0"
                    "000,00"),
            "");
  EXPECT_EQ(opening("1000,00"), "");
  for (const auto* wrong : {"10 00,00", "1.000,00", "1000.00", "1 000,0 0", ",", "1,000,00"}) {
    EXPECT_EQ(opening(wrong), "line 7 FORMAT_INVALID a balance needs an amount and a day\n")
        << wrong;
  }
}

TEST(CsvTest, NamesThePlaceOfEachFault) {
  EXPECT_EQ(faults_of(altered(january, "20.01.2026", "30.02.2026")),
            "line 12 FORMAT_INVALID there is no such day\n"
            "line 12 FORMAT_INVALID the row has no day\n");
  EXPECT_EQ(faults_of(altered(january, ";700,00;;550,00", ";;;550,00")),
            "line 12 FORMAT_INVALID the row has no amount\n");
  EXPECT_EQ(faults_of(altered(january, ";700,00;;550,00", ";700,00;1,00;550,00")),
            "line 12 FORMAT_INVALID the row has an amount in both columns\n");
  EXPECT_EQ(faults_of(altered(january, ";700,00;;550,00", ";700,00001;;550,00")),
            "line 12 FORMAT_INVALID this isn't an amount with at most the decimals of its "
            "currency\n");
  EXPECT_EQ(faults_of(altered(january, "Currency;AZN", "Currency;XXX")),
            "file CCY_MISMATCH there is no such currency\n");
  EXPECT_EQ(faults_of(altered(january, "Currency;AZN", "Other;AZN")),
            "file FORMAT_INVALID the statement names no currency\n");
  EXPECT_EQ(faults_of(altered(january, "Account;", "Other;")),
            "file FORMAT_INVALID the statement names no account\n");
  EXPECT_EQ(faults_of(altered(january, "From;01.01.2026", "From;31.02.2026")).substr(0, 43),
            "line 5 FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of("a;b\n"),
            "file FORMAT_INVALID the file has no row with the table's titles\n");
  EXPECT_EQ(faults_of(""), "file FORMAT_INVALID the file has no row with the table's titles\n");
  EXPECT_EQ(faults_of("a;\"b\n"), "line 1 FORMAT_INVALID a quote isn't closed\n");
  EXPECT_EQ(faults_of(std::string(600, ';')), "line 1 FORMAT_INVALID the row has too many cells\n");
  std::string endless{"\""};
  for (int i = 0; i < 5000; ++i) endless += "0123456789\n";
  EXPECT_EQ(faults_of(std::string{endless} + std::string(20'000, 'x')),
            "line 1 FORMAT_INVALID the row is too long\n");
}

TEST(CsvTest, ReadsNothingWithoutAProfile) {
  EXPECT_EQ(format_named("csv")->read(january).faults.at(0).sentence,
            "no profile says how this bank writes its tables");
}

TEST(CsvTest, ReadsTheCharacterSetOfItsProfile) {
  const auto text = altered(january, "Jale", "Jal\xfd");
  auto profile = read_csv_profile(columns_profile);
  profile.charset = "windows-1254";
  const auto reading = format_named("csv")->read(text, Habits{{}, profile});
  EXPECT_EQ(reading.statements.at(0).lines.at(0).particulars.counterparty.name, "Jal\xc4\xb1");
  profile.charset = "UTF-8";
  EXPECT_EQ(format_named("csv")->read(text, Habits{{}, profile}).faults.at(0).sentence,
            "the text isn't in the file's character set");
}

TEST(CsvTest, NeverCrashes) {
  for (std::size_t size = 0; size < january.size(); ++size) {
    const auto reading = read(january.substr(0, size));
    EXPECT_FALSE(reading.statements.empty() && reading.faults.empty()) << size;
  }
  for (std::size_t at = 0; at < january.size(); ++at) {
    for (const char c : {'\0', ';', '"', '\n', '\xff', '9'}) {
      auto text = std::string{january};
      text[at] = c;
      const auto reading = read(text);
      EXPECT_FALSE(reading.statements.empty() && reading.faults.empty()) << at;
    }
  }
}

TEST(CsvProfileTest, RefusesWhatIsWrong) {
  const auto refuses = [](std::string_view from, std::string_view to) {
    return relief::test::refusal([&] { read_csv_profile(altered(columns_profile, from, to)); });
  };
  EXPECT_EQ(refuses("\";\"", "\";;\""), Errc::malformed);
  EXPECT_EQ(refuses("\";\"", "7"), Errc::malformed);
  EXPECT_EQ(refuses("\";\"", "\"\\\"\""), Errc::malformed);
  EXPECT_EQ(refuses("\"columns\", \"date", "\"other\", \"date"), Errc::malformed);
  EXPECT_EQ(refuses("DD.MM.YYYY", "DD.MM.YY"), Errc::malformed);
  EXPECT_EQ(refuses("\"thousands\": \" \"", "\"thousands\": \",\""), Errc::malformed);
  EXPECT_EQ(refuses("\"thousands\"", "\"encoding\": \"klingon\", \"thousands\""), Errc::malformed);
  EXPECT_EQ(refuses("\"thousands\"", "\"skip_lines\": -1, \"thousands\""), Errc::malformed);
  EXPECT_EQ(refuses("\"booking_date\"", "\"some_date\""), Errc::malformed);
  EXPECT_EQ(refuses("\"booking_date\"", "\"text\""), Errc::malformed);
  EXPECT_EQ(refuses("\"debit\"", "\"charges\""), Errc::malformed);
  EXPECT_EQ(refuses("\"Debit\"", "7"), Errc::malformed);
  EXPECT_EQ(relief::test::refusal([] { read_csv_profile("["); }), Errc::malformed);
  EXPECT_EQ(relief::test::refusal([] { read_csv_profile(R"({"columns": 1})"); }), Errc::malformed);
  EXPECT_EQ(relief::test::refusal([] {
              read_csv_profile(
                  R"({"sign": "indicator", "columns": {"booking_date": "D", "amount": "A"}})");
            }),
            Errc::malformed);
}

TEST(CsvProfileTest, IsFoundByTheNameOfAFile) {
  const auto list = std::string{R"({"profiles": {"P": )"}.append(columns_profile) +
                    R"(}, "files": {"a.csv": "P", "b.csv": "Q"}})";
  EXPECT_EQ(csv_profile_of_file(list, "a.csv"), read_csv_profile(columns_profile));
  EXPECT_EQ(relief::test::refusal([&] { csv_profile_of_file(list, "b.csv"); }), Errc::not_found);
  EXPECT_EQ(relief::test::refusal([&] { csv_profile_of_file(list, "c.csv"); }), Errc::not_found);
  EXPECT_EQ(relief::test::refusal([&] { csv_profile_of_file("{}", "c.csv"); }), Errc::malformed);
}

}  // namespace
}  // namespace relief::reconciliation::csv_test
