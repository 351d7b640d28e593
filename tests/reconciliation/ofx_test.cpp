#include <gtest/gtest.h>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"

namespace relief::reconciliation::ofx_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

constexpr std::string_view sgml =
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
    "CHARSET:1252\r\n\r\n"
    "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></"
    "SIGNONMSGSRSV1>\r\n"
    "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>AZN\r\n"
    "<BANKACCTFROM><BANKID>505004<ACCTID>AZ21NABZ00000000137010001944<ACCTTYPE>CHECKING"
    "</BANKACCTFROM>\r\n"
    "<BANKTRANLIST><DTSTART>20260101<DTEND>20260131120000[+4:BAKT]\r\n"
    "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260115<TRNAMT>250.00<FITID>B-1<NAME>Jal\xe9 &amp; co"
    "<MEMO>a gift</STMTTRN>\r\n"
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260120<TRNAMT>-700,00<FITID>B-2<REFNUM>R-2</STMTTRN>\r\n"
    "</BANKTRANLIST><LEDGERBAL><BALAMT>550.00<DTASOF>20260131</LEDGERBAL>"
    "<AVAILBAL><BALAMT>1.00<DTASOF>20260131</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    "\r\n";

constexpr std::string_view xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<?OFX OFXHEADER="200" VERSION="211"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>AZN</CURDEF>
<BANKACCTFROM><ACCTID>AZ21NABZ00000000137010001944</ACCTID></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260101</DTSTART><DTEND>20260131</DTEND>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260115</DTPOSTED><TRNAMT>250.00</TRNAMT><FITID>B-1</FITID>
<NAME>Jal&#233; &amp; co</NAME><MEMO>a gift</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260120</DTPOSTED><TRNAMT>-700.00</TRNAMT><FITID>B-2</FITID>
<REFNUM>R-2</REFNUM></STMTTRN></BANKTRANLIST>
<LEDGERBAL><BALAMT>550.00</BALAMT><DTASOF>20260131</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
)";

Reading read(std::string_view text) { return format_named("ofx")->read(text); }

std::string altered(std::string_view text, std::string_view from, std::string_view to) {
  std::string result{text};
  return result.replace(result.find(from), from.size(), to);
}

std::string faults_of(std::string_view text) {
  std::string faults;
  for (const auto& fault : read(text).faults) {
    faults += fault.place + " " + std::string{reason_names.text(fault.reason)} + " " +
              fault.sentence + "\n";
  }
  return faults;
}

TEST(OfxTest, ReadsBothVersionsTheSameWay) {
  for (const auto text : {sgml, xml}) {
    EXPECT_EQ(format_of(text), format_named("ofx"));
    ASSERT_EQ(faults_of(text), "");
    const auto statement = read(text).statements.at(0);
    EXPECT_EQ(statement.account, "AZ21NABZ00000000137010001944");
    EXPECT_EQ(statement.opening, (Balance{azn("1000.00"), parse_date("2026-01-01")}));
    EXPECT_EQ(statement.closing, (Balance{azn("550.00"), parse_date("2026-01-31")}));
    ASSERT_EQ(statement.lines.size(), 2U);
    EXPECT_EQ(statement.lines[0].amount, azn("250.00"));
    EXPECT_EQ(statement.lines[0].particulars.counterparty.name, "Jal\xc3\xa9 & co");
    EXPECT_EQ(statement.lines[0].particulars.text, "a gift");
    EXPECT_EQ(statement.lines[1].amount, azn("-700.00"));
    EXPECT_EQ(statement.lines[1].booked_on, parse_date("2026-01-20"));
    EXPECT_EQ(statement.lines[1].particulars.bank_reference, "B-2");
    EXPECT_EQ(statement.lines[1].particulars.references, std::vector<std::string>{"R-2"});
    EXPECT_TRUE(check(statement, {}).may_post());
  }
}

TEST(OfxTest, NamesThePlaceOfEachFault) {
  EXPECT_EQ(faults_of(altered(sgml, "-700,00", "-700,00001")),
            "line 13 FORMAT_INVALID this isn't an amount with at most the decimals of its "
            "currency\n");
  EXPECT_EQ(faults_of(altered(sgml, "20260120", "20260230")),
            "line 13 FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of(altered(sgml, "DTEND>20260131", "DTEND>20260231")),
            "line 14 FORMAT_INVALID there is no such day\n");
  EXPECT_NE(faults_of(altered(sgml, "CURDEF>AZN", "CURDEF>XXX"))
                .find("line 12 CCY_MISMATCH there is no such currency"),
            std::string::npos);
  EXPECT_NE(faults_of(altered(sgml, "<CURDEF>AZN", "")).find("the statement names no currency"),
            std::string::npos);
  EXPECT_EQ(faults_of(altered(sgml, "<REFNUM>R-2", "<CURRENCY><CURSYM>EUR</CURRENCY>")),
            "line 13 CCY_MISMATCH the entry isn't in the statement's currency\n");
  EXPECT_EQ(faults_of(altered(sgml, "<ACCTID>AZ21NABZ00000000137010001944", "")),
            "line 14 FORMAT_INVALID the statement names no account\n");
  EXPECT_EQ(faults_of(altered(sgml, "BALAMT>550.00", "BALAMT>much")),
            "line 14 FORMAT_INVALID a balance needs an amount and a day\n");
  EXPECT_EQ(faults_of(altered(sgml, "<FITID>", "<" + std::string(100, 'x') + ">")),
            "line 12 FORMAT_INVALID a text is too long\n");
  EXPECT_EQ(faults_of("OFXHEADER:100\n"), "line 2 FORMAT_INVALID the file has no statement\n");
  EXPECT_EQ(faults_of("<OFX></OFX>"), "file FORMAT_INVALID the file has no statement\n");
  EXPECT_NE(faults_of(altered(xml, "<OFX>", "<!DOCTYPE OFX><OFX>")).find("no document type"),
            std::string::npos);
}

TEST(OfxTest, ATruncatedFileHasAPlaceWhereItEnds) {
  const auto end_of_statement = sgml.find("</STMTRS>");
  for (std::size_t size = 0; size < end_of_statement; ++size) {
    EXPECT_NE(faults_of(sgml.substr(0, size)), "") << size;
  }
  for (std::size_t size = 0; size + 2 < xml.size(); ++size) {
    EXPECT_NE(faults_of(xml.substr(0, size)), "") << size;
  }
}

TEST(OfxTest, NeverCrashes) {
  for (std::size_t at = 0; at < sgml.size(); ++at) {
    for (const char c : {'\0', '<', '>', '/', '\xff'}) {
      std::string text{sgml};
      text[at] = c;
      const auto reading = read(text);
      EXPECT_FALSE(reading.statements.empty() && reading.faults.empty()) << at;
    }
  }
}

}  // namespace
}  // namespace relief::reconciliation::ofx_test
