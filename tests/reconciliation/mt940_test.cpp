#include <gtest/gtest.h>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"
#include "reconciliation/text_lines.h"

namespace relief::reconciliation::mt940_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

constexpr std::string_view january =
    "{1:F01NABZAZ2XAXXX0000000000}{2:O9401200260131NABZAZ2XAXXX00000000002601311200N}{4:\r\n"
    ":20:S1\r\n"
    ":25:NABZAZ2X/AZ21NABZ00000000137010001944\r\n"
    ":28C:00017/001\r\n"
    ":60F:C251231AZN1000,\r\n"
    ":61:2601150115C250,00NTRFINV-1//B-1\r\n"
    ":86:a gift\r\n"
    ":61:2601200120D700,NTRFRF18539007547034//B-2\r\n"
    ":62F:C260131AZN550,00\r\n"
    ":64:C260131AZN550,00\r\n"
    ":86:not of any entry\r\n"
    "-}\r\n";

Reading read(std::string_view text) { return format_named("mt940")->read(text); }

std::string altered(std::string_view from, std::string_view to) {
  std::string text{january};
  return text.replace(text.find(from), from.size(), to);
}

std::string faults_of(std::string_view text) {
  std::string faults;
  for (const auto& fault : read(text).faults) {
    faults += fault.place + " " + std::string{reason_names.text(fault.reason)} + " " +
              fault.sentence + "\n";
  }
  return faults;
}

/// The first line, with these lines behind its :61:.
StatementLine line_with(std::string_view entry, std::string_view text = "") {
  auto message = altered("2601150115C250,00NTRFINV-1//B-1", entry);
  message = message.replace(message.find(":86:a gift"), 10, text);
  const auto reading = read(message);
  EXPECT_TRUE(reading.faults.empty()) << faults_of(message);
  return reading.statements.at(0).lines.at(0);
}

Particulars said(std::string_view text) {
  return line_with("2601150115C250,00NTRFNONREF", text).particulars;
}

TEST(Mt940Test, ReadsAStatement) {
  const auto reading = read(january);
  ASSERT_EQ(faults_of(january), "");
  ASSERT_EQ(reading.statements.size(), 1U);
  const auto& read = reading.statements[0];
  EXPECT_EQ(read.account, "AZ21NABZ00000000137010001944");
  EXPECT_EQ(read.currency, &currency("AZN"));
  EXPECT_EQ(read.id, "S1");
  EXPECT_EQ(read.electronic_sequence, 17);
  EXPECT_EQ(read.opening, (Balance{azn("1000.00"), parse_date("2025-12-31")}));
  EXPECT_EQ(read.closing, (Balance{azn("550.00"), parse_date("2026-01-31")}));
  ASSERT_EQ(read.lines.size(), 2U);
  EXPECT_EQ(read.lines[0].amount, azn("250.00"));
  EXPECT_EQ(read.lines[0].particulars.text, "a gift");
  EXPECT_EQ(read.lines[0].particulars.references, std::vector<std::string>{"INV-1"});
  EXPECT_EQ(read.lines[1].amount, azn("-700.00"));
  EXPECT_EQ(read.lines[1].booked_on, parse_date("2026-01-20"));
  EXPECT_EQ(read.lines[1].particulars.bank_reference, "B-2");
  EXPECT_EQ(read.lines[1].particulars.bank_code, "NTRF");
  EXPECT_EQ(read.lines[1].particulars.text, "");
  EXPECT_TRUE(check(read, {}).may_post());
}

TEST(Mt940Test, ReadsMarksAndFundsLetters) {
  EXPECT_EQ(line_with("2601150115D5,NTRFX").amount, azn("-5.00"));
  EXPECT_EQ(line_with("2601150115DN5,NTRFX").amount, azn("-5.00"));
  EXPECT_EQ(line_with("2601150115RC5,NTRFX").amount, azn("-5.00"));
  EXPECT_EQ(line_with("2601150115RDN5,NTRFX").amount, azn("5.00"));
  EXPECT_TRUE(line_with("2601150115RC5,NTRFX").is_reversal);
  EXPECT_FALSE(line_with("2601150115EC5,NTRFX").is_booked);
  EXPECT_EQ(line_with("2601150115C000005,5NTRFX").amount, azn("5.50"));
}

TEST(Mt940Test, FindsTheYearOfTheBooking) {
  EXPECT_EQ(line_with("2601020102C5,NTRFX").booked_on, parse_date("2026-01-02"));
  EXPECT_EQ(line_with("2601021231C5,NTRFX").booked_on, parse_date("2025-12-31"));
  EXPECT_EQ(line_with("2512310102C5,NTRFX").booked_on, parse_date("2026-01-02"));
  EXPECT_EQ(line_with("260115C5,NTRFX").booked_on, parse_date("2026-01-15"));
  EXPECT_EQ(line_with("2402290229C5,NTRFX").booked_on, parse_date("2024-02-29"));
}

TEST(Mt940Test, ReadsAccountsAsItemsNameThem) {
  const auto account = [](std::string_view text) {
    return read(altered("NABZAZ2X/AZ21NABZ00000000137010001944", text)).statements.at(0).account;
  };
  EXPECT_EQ(account("AZ21NABZ00000000137010001944AZN"), "AZ21NABZ00000000137010001944");
  EXPECT_EQ(account("AZ21 NABZ 0000 0000 1370 1000 1944"), "AZ21NABZ00000000137010001944");
  EXPECT_EQ(account("505004/AZ21NABZ00000000137010001944 AZN"), "AZ21NABZ00000000137010001944");
  EXPECT_EQ(account("12345678/1020304050"), "12345678/1020304050");
}

TEST(Mt940Test, JoinsPages) {
  constexpr std::string_view pages =
      ":20:S1\n:25:77\n:28C:5/1\n:60F:C260101AZN10,\n:61:260102C5,NTRFX\n:62M:C260102AZN15,\n-\n"
      ":20:S2\n:25:77\n:28C:5/2\n:60M:C260102AZN15,\n:61:260103C5,NTRFX\n:62F:C260103AZN20,\n-\n";
  auto reading = read(pages);
  ASSERT_EQ(reading.statements.size(), 2U);
  EXPECT_FALSE(is_complete(reading.statements[0]));
  const auto joined = join_pages(std::move(reading.statements));
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].lines.size(), 2U);
  EXPECT_TRUE(check(joined[0], {}).may_post());
}

TEST(Mt940Test, ReadsNumberedSubfields) {
  const auto read = said(
      ":86:166?00KOCURME?20EREF+RF03528558468102 SVWZ+?21XEYRIYYE VOEN 35103\r\n"
      "51850?31AZ97MEGG73791375104100198409?32JALE?33KERIMOVA");
  EXPECT_EQ(read.references, std::vector<std::string>{"RF03528558468102"});
  EXPECT_EQ(read.text, "KOCURME\nXEYRIYYE VOEN 3510351850");
  EXPECT_EQ(read.counterparty, (Party{"JALE KERIMOVA", "AZ97MEGG73791375104100198409"}));
  EXPECT_EQ(read.bank_code, "NTRF/166");
  EXPECT_FALSE(read.is_return);
  EXPECT_TRUE(said(":86:159?00RETOURE?20SVWZ+back?34914").is_return);
}

TEST(Mt940Test, ReadsCodesBetweenSlashes) {
  const auto read = said(
      ":86:/EREF/RF03528558468102/ORDP//NAME/JALE KERIMOVA/IBAN/AZ97MEGG73791\r\n"
      "375104100198409/ULTD//NAME/OTHER/REMI//USTD/a gift/OCMT/EUR147,06/EXCH/1,7/CHGS/AZN1,50/");
  EXPECT_EQ(read.references, std::vector<std::string>{"RF03528558468102"});
  EXPECT_EQ(read.counterparty, (Party{"JALE KERIMOVA", "AZ97MEGG73791375104100198409"}));
  EXPECT_EQ(read.text, "a gift");
  EXPECT_EQ(read.instructed, (StatedAmount{"147.06", "EUR"}));
  EXPECT_EQ(read.rate, "1.7");
  EXPECT_EQ(read.charges, (std::vector<Charge>{{azn("-1.50"), {}}}));
}

TEST(Mt940Test, ReadsBatchesReturnsAndPartiesOfThree) {
  const auto batch = line_with("2601150115D250,00NTRFPREF", ":86:/PREF/B260302/NBTR/12/REMI/pay");
  EXPECT_EQ(batch.particulars.batch, "B260302");
  EXPECT_EQ(batch.batches, (std::vector<BatchBooking>{{"B260302", 12, {}}}));
  const auto back = said(
      ":86:/RTRN/AC04/CNTP/AZ97MEGG73791375104100198409/MEGGAZ22/AYSEL/BAKU/"
      "REMI/STRD/CUR/RF03528558468102");
  EXPECT_TRUE(back.is_return);
  EXPECT_EQ(back.return_reason, "AC04");
  EXPECT_EQ(back.counterparty, (Party{"AYSEL", "AZ97MEGG73791375104100198409"}));
  EXPECT_EQ(back.references, std::vector<std::string>{"RF03528558468102"});
}

TEST(Mt940Test, ReadsKeywordsAndPlainWords) {
  const auto keywords = said(
      ":86:EREF+RF03528558468102 SVWZ+a gift IBAN+AZ97MEGG73791375104100198"
      "409");
  EXPECT_EQ(keywords.references, std::vector<std::string>{"RF03528558468102"});
  EXPECT_EQ(keywords.text, "a gift");
  EXPECT_EQ(keywords.counterparty.account, "AZ97MEGG73791375104100198409");

  const auto words =
      said(":86:E12723411749 ODENIS RF212603084225 AZ22SZBK3037450910502049171\r\n7");
  EXPECT_EQ(words.text, "E12723411749 ODENIS RF212603084225 AZ22SZBK3037450910502049171\n7");
  EXPECT_EQ(said(":86:from AZ21NABZ00000000137010001944").counterparty.account, "") << "our own";
  EXPECT_EQ(said(":86:AZ97MEGG73791375104100198409").counterparty.account,
            "AZ97MEGG73791375104100198409");
}

TEST(Mt940Test, TakesAnInterimReportForWhatItIs) {
  constexpr std::string_view report =
      ":20:R\n:25:77\n:28C:1/1\n:34F:AZN0\n:13D:2601151200+0400\n:61:2601150115C0,01NTRFX\n"
      ":61:2601150115C0,02NTRFY\n:90D:0AZN0,00\n:90C:2AZN0,03\n-\n";
  ASSERT_EQ(format_of(report), format_named("mt942"));
  const auto reading = format_of(report)->read(report);
  ASSERT_TRUE(reading.faults.empty());
  const auto& statement = reading.statements.at(0);
  EXPECT_EQ(statement.kind, Kind::interim);
  EXPECT_EQ(statement.credits, (StatedSum{2, azn("0.03")}));
  EXPECT_TRUE(check(statement, {}).is_sound());
  EXPECT_FALSE(check(statement, {}).may_post());
}

TEST(Mt940Test, NamesThePlaceOfEachFault) {
  EXPECT_EQ(faults_of(altered("2601150115C250,00", "2601150115X250,00")),
            "line 6: :61: FORMAT_INVALID the entry has no direction\n");
  EXPECT_EQ(faults_of(altered("C250,00", "C")),
            "line 6: :61: FORMAT_INVALID this isn't an amount with at most the decimals of its "
            "currency\n");
  EXPECT_EQ(faults_of(altered("C250,00", "C250,00001")),
            "line 6: :61: FORMAT_INVALID this isn't an amount with at most the decimals of its "
            "currency\n");
  EXPECT_EQ(faults_of(altered("2601150115C", "C")),
            "line 6: :61: FORMAT_INVALID the entry has no day\n");
  EXPECT_EQ(faults_of(altered("2601150115C", "2602300301C")),
            "line 6: :61: FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of(altered("2601150115C", "2601150230C")),
            "line 6: :61: FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of(altered("2601150115C", "2613150115C")),
            "line 6: :61: FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of(altered("C251231AZN1000,", "C251231XXX1000,")).substr(0, 53),
            "line 5: :60F: CCY_MISMATCH there is no such currency\n");
  EXPECT_EQ(faults_of(altered("C260131AZN550,00", "C260131AZN")),
            "line 9: :62F: FORMAT_INVALID a balance needs an amount, a direction and a day\n");
  EXPECT_EQ(faults_of(altered(":25:NABZAZ2X/AZ21NABZ00000000137010001944\r\n", "")),
            "statement 1 FORMAT_INVALID the statement names no account\n");
  EXPECT_EQ(faults_of(":61:2212191220C119,NTRFX\n"),
            "line 1: :61: FORMAT_INVALID the entry has no balance before it, so no currency\n"
            "statement 1 FORMAT_INVALID the statement names no account\n"
            "statement 1 FORMAT_INVALID the statement names no currency\n");
  EXPECT_EQ(faults_of(altered(":64:C260131AZN550,00", ":61:2601150115C250,00NTRFX")),
            "line 10: :61: FORMAT_INVALID the entry stands behind the closing balance\n");
  EXPECT_EQ(faults_of(""), "line 1 FORMAT_INVALID the file has no statement\n");
}

TEST(Mt940Test, RefusesWhatIsTooLong) {
  std::string text{":20:S\n:86:"};
  for (int i = 0; i < 2000; ++i) text += "0123456789012345678901234567890123456789\n";
  EXPECT_NE(faults_of(text).find("line 2: :86: FORMAT_INVALID the field is too long\n"),
            std::string::npos);
  EXPECT_NE(
      faults_of(":20:" + std::string(TextLines::max_line_bytes, 'x')).find("line is too long"),
      std::string::npos);
  EXPECT_NE(faults_of(std::string{":20:a\0b", 7}).find("zero byte"), std::string::npos);
}

TEST(Mt940Test, NeverCrashesAndNeverInvents) {
  for (std::size_t size = 0; size < january.size(); ++size) {
    const auto reading = read(january.substr(0, size));
    if (!reading.faults.empty()) continue;
    ASSERT_EQ(reading.statements.size(), 1U);
    const auto whole = read(january).statements[0];
    EXPECT_TRUE(!check(reading.statements[0], {}).is_sound() ||
                reading.statements[0].lines == whole.lines)
        << size;
  }
  for (std::size_t at = 0; at < january.size(); ++at) {
    for (const char c : {'\0', ':', '\n', '?', '/', '\xff', '9'}) {
      std::string text{january};
      text[at] = c;
      EXPECT_FALSE(read(text).statements.empty() && read(text).faults.empty());
    }
  }
}

}  // namespace
}  // namespace relief::reconciliation::mt940_test
