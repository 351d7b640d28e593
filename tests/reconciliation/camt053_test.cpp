#include "reconciliation/formats.h"

#include <gtest/gtest.h>

#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::camt053_test {
namespace {

using test::balance;
using test::document;
using test::entry;
using test::header;
using test::january;
using test::statement;

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

/// The only line of a statement that has one entry.
StatementLine only_line(const std::string& entry, std::string_view version = "02") {
  const auto reading = test::read_camt053(document(statement(entry), version));
  EXPECT_TRUE(reading.faults.empty()) << reading.faults.front().place;
  return reading.statements.at(0).lines.at(0);
}

TEST(Camt053Test, ReadsAStatement) {
  const auto reading = test::read_camt053(january());
  ASSERT_TRUE(reading.faults.empty());
  ASSERT_EQ(reading.statements.size(), 1U);
  const auto& read = reading.statements[0];
  EXPECT_EQ(read.account, "AZ21NABZ00000000137010001944");
  EXPECT_EQ(read.currency, &currency("AZN"));
  EXPECT_EQ(read.id, "JAN-1");
  EXPECT_EQ(read.electronic_sequence, 1);
  EXPECT_EQ(read.opening, (Balance{azn("1000.00"), parse_date("2026-01-01")}));
  EXPECT_EQ(read.closing, (Balance{azn("550.00"), parse_date("2026-01-31")}));
  ASSERT_EQ(read.lines.size(), 2U);
  EXPECT_EQ(read.lines[0].number, 1);
  EXPECT_EQ(read.lines[0].amount, azn("250.00"));
  EXPECT_EQ(read.lines[0].particulars.bank_reference, "B-1");
  EXPECT_EQ(read.lines[1].amount, azn("-700.00"));
  EXPECT_EQ(read.lines[1].booked_on, parse_date("2026-01-20"));
  EXPECT_EQ(read.lines[1].value_on, parse_date("2026-01-20"));
  EXPECT_TRUE(read.lines[1].is_booked);
  EXPECT_EQ(read.lines[1].particulars.references, std::vector<std::string>{"E-1"});
  EXPECT_EQ(read.lines[1].particulars.text, "support");
}

TEST(Camt053Test, ReadsEveryVersionTheSameWay) {
  const auto expected = test::read_camt053(january()).statements;
  for (const auto* version :
       {"03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"}) {
    auto text = january();
    text.replace(text.find("camt.053.001.02") + 13, 2, version);
    const auto reading = test::read_camt053(text);
    EXPECT_TRUE(reading.faults.empty()) << version;
    EXPECT_TRUE(same_content(reading.statements.at(0), expected.at(0))) << version;
  }
}

TEST(Camt053Test, ReadsPrefixedAndWrappedDocuments) {
  const auto reading = test::read_camt053(
      R"(<w:message xmlns:w="urn:bank"><c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">)"
      R"(<c:BkToCstmrStmt><c:Stmt><c:Id>1</c:Id><c:Acct><c:Id><c:Othr><c:Id>77</c:Id></c:Othr></c:Id>)"
      R"(<c:Ccy>AZN</c:Ccy></c:Acct></c:Stmt></c:BkToCstmrStmt></c:Document></w:message>)");
  ASSERT_TRUE(reading.faults.empty());
  EXPECT_EQ(reading.statements.at(0).account, "77");
}

TEST(Camt053Test, TakesTheOpeningBalanceThatTheBankGives) {
  const auto opening = [](const std::string& balances) {
    return test::read_camt053(document(statement(balances)))
        .statements.at(0)
        .opening->amount.decimal();
  };
  const auto noise = balance("CLAV", "9.00", "2026-01-31") + balance("XPCD", "8.00", "2026-01-31");
  EXPECT_EQ(opening(noise + balance("PRCD", "1.00", "2026-01-01") +
                    balance("OPBD", "2.00", "2026-01-01")),
            "2.00");
  EXPECT_EQ(opening(balance("PRCD", "1.00", "2026-01-01", "DBIT") + noise), "-1.00");
  EXPECT_EQ(opening(balance("ITBD", "3.00", "2026-01-01") + balance("ITBD", "4.00", "2026-01-31")),
            "3.00");
}

TEST(Camt053Test, ClosesAPageWithItsInterimBalance) {
  const auto closing = [](const std::string& balances) {
    return test::read_camt053(document(statement(balances)))
        .statements.at(0)
        .closing->amount.decimal();
  };
  EXPECT_EQ(closing(balance("OPBD", "3.00", "2026-01-01") + balance("ITBD", "4.00", "2026-01-31")),
            "4.00");
  EXPECT_EQ(closing(balance("ITBD", "3.00", "2026-01-01") + balance("ITBD", "4.00", "2026-01-31")),
            "4.00");
  EXPECT_EQ(closing(balance("ITBD", "3.00", "2026-01-01") + balance("CLBD", "5.00", "2026-01-31")),
            "5.00");
}

TEST(Camt053Test, LeavesOutReferencesThatSayNothing) {
  const auto line = only_line(entry(
      "1.00", "CRDT",
      "<AcctSvcrRef>NONREF</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</"
      "EndToEndId>"
      "<UETR>u-1</UETR></Refs><RmtInf><Strd><CdtrRefInf><Ref>R-1</Ref></CdtrRefInf></Strd></RmtInf>"
      "</TxDtls></NtryDtls>"));
  EXPECT_EQ(line.particulars.references, (std::vector<std::string>{"R-1", "u-1"}));
  EXPECT_EQ(line.particulars.bank_reference, "");
}

TEST(Camt053Test, NamesTheOtherSide) {
  constexpr std::string_view parties =
      "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>A</Nm></Dbtr><DbtrAcct><Id><IBAN>AZ-A</IBAN></Id></"
      "DbtrAcct>"
      "<Cdtr><Pty><Nm>B</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>AZ-B</Id></Othr></Id></CdtrAcct>"
      "</RltdPties></TxDtls></NtryDtls>";
  EXPECT_EQ(only_line(entry("1.00", "CRDT", parties)).particulars.counterparty,
            (Party{"A", "AZ-A"}));
  EXPECT_EQ(only_line(entry("1.00", "DBIT", parties)).particulars.counterparty,
            (Party{"B", "AZ-B"}));
}

TEST(Camt053Test, NamesTheOtherSideOfAReturnThatKeepsItsParties) {
  const auto line = only_line(entry("1.00", "CRDT",
                                    "<NtryDtls><TxDtls><RltdPties><DbtrAcct><Id><IBAN>"
                                    "AZ21NABZ00000000137010001944</IBAN></Id></DbtrAcct>"
                                    "<CdtrAcct><Id><IBAN>AZ-B</IBAN></Id></CdtrAcct></"
                                    "RltdPties><RtrInf><Rsn><Prtry>closed</Prtry></Rsn>"
                                    "</RtrInf></TxDtls></NtryDtls>"));
  EXPECT_EQ(line.particulars.counterparty.account, "AZ-B");
  EXPECT_TRUE(line.particulars.is_return);
  EXPECT_EQ(line.particulars.return_reason, "closed");
}

TEST(Camt053Test, ReadsStatusReversalCodesAndChargesOfBothGenerations) {
  const auto old = only_line(entry("1.00", "CRDT",
                                   "<RvslInd>true</RvslInd><BkTxCd><Domn><Cd>PMNT</"
                                   "Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd>"
                                   "</Fmly></Domn></BkTxCd><Chrgs><Amt "
                                   "Ccy=\"AZN\">0.25</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs>"));
  EXPECT_TRUE(old.is_reversal);
  EXPECT_EQ(old.particulars.bank_code, "PMNT/ICDT/RRTN");
  EXPECT_EQ(old.particulars.charges, (std::vector<Charge>{{azn("-0.25"), {}}}));

  const auto recent = only_line(
      "<Ntry><Amt "
      "Ccy=\"AZN\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><ValDt><DtTm>"
      "2026-01-15T10:00:00</DtTm></ValDt><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></"
      "BkTxCd><Chrgs><TtlChrgsAndTaxAmt"
      " Ccy=\"AZN\">0.30</TtlChrgsAndTaxAmt><Rcrd><Amt "
      "Ccy=\"AZN\">0.30</Amt><ChrgInclInd>true</ChrgInclInd>"
      "</Rcrd><Rcrd><Amt Ccy=\"EUR\">9.00</Amt></Rcrd></Chrgs></Ntry>",
      "08");
  EXPECT_FALSE(recent.is_booked);
  EXPECT_EQ(recent.booked_on, parse_date("2026-01-15"));
  EXPECT_EQ(recent.particulars.bank_code, "NTRF");
  EXPECT_EQ(recent.particulars.charges, (std::vector<Charge>{{azn("-0.30"), true}}));
}

TEST(Camt053Test, KeepsForeignAmountsAsEvidence) {
  const auto line = only_line(entry("170.00", "CRDT",
                                    "<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt "
                                    "Ccy=\"XOF\">100.12345</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">"
                                    "100</Amt><CcyXchg><XchgRate>1.7</XchgRate></CcyXchg></TxAmt></"
                                    "AmtDtls></TxDtls></NtryDtls>"));
  EXPECT_EQ(line.particulars.instructed, (StatedAmount{"100.12345", "XOF"}));
  EXPECT_EQ(line.particulars.rate, "1.7");
  EXPECT_FALSE(line.details.at(0).amount);
}

TEST(Camt053Test, ReadsABatchWithItsDetails) {
  const auto line =
      only_line(entry("5.00", "DBIT",
                      "<NtryDtls><Btch><PmtInfId>BATCH</PmtInfId><NbOfTxs>2</NbOfTxs><TtlAmt "
                      "Ccy=\"AZN\">5</TtlAmt></Btch>"
                      "<TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt "
                      "Ccy=\"AZN\">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
                      "<TxDtls><Refs><EndToEndId>B</EndToEndId></Refs><AmtDtls><TxAmt><Amt "
                      "Ccy=\"AZN\">3.00</Amt></TxAmt></AmtDtls>"
                      "</TxDtls></NtryDtls>"),
                "04");
  EXPECT_EQ(line.batches, (std::vector<BatchBooking>{{"BATCH", 2, azn("5.00")}}));
  ASSERT_EQ(line.details.size(), 2U);
  EXPECT_EQ(line.details[0].amount, azn("-2.00"));
  EXPECT_EQ(line.details[1].amount, azn("-3.00"));
  EXPECT_EQ(line.details[1].number, 2);
  EXPECT_EQ(line.details[1].particulars.references, std::vector<std::string>{"B"});
  EXPECT_TRUE(line.particulars.references.empty())
      << "details aren't folded where they are several";
}

TEST(Camt053Test, KnowsABatchByItsMessageWhereTheBankRepeatsOnlyThat) {
  const auto batch_in = [](const std::string& names) {
    return only_line(entry("5.00", "DBIT", "<NtryDtls><Btch>" + names + "</Btch></NtryDtls>"))
        .batches.at(0)
        .id;
  };
  EXPECT_EQ(batch_in("<MsgId>MESSAGE</MsgId>"), "MESSAGE");
  EXPECT_EQ(batch_in("<MsgId>MESSAGE</MsgId><PmtInfId>BATCH</PmtInfId>"), "BATCH");
}

TEST(Camt053Test, ReadsPagesSumsCopiesAndSeveralStatements) {
  const auto head =
      std::string{header} +
      "<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><CpyDplctInd>COPY</"
      "CpyDplctInd>"
      "<FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>2026-01-31T23:59:59</ToDtTm></FrToDt>"
      "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>9.50</Sum></TtlNtries></TxsSummry>";
  const auto reading = test::read_camt053(document(statement("", head) + statement("")));
  ASSERT_TRUE(reading.faults.empty());
  ASSERT_EQ(reading.statements.size(), 2U);
  const auto& first = reading.statements[0];
  EXPECT_EQ(first.last_page, (Page{2, false}));
  EXPECT_EQ(first.copy, Copy::copy);
  EXPECT_EQ(first.from, parse_date("2026-01-01"));
  EXPECT_EQ(first.to, parse_date("2026-01-31"));
  EXPECT_EQ(first.all, (StatedSum{3, azn("9.50")}));
  EXPECT_EQ(reading.statements[1].last_page, (Page{1, true}));
}

TEST(Camt053Test, ReadsOldPagesFromTheMessage) {
  auto text = january();
  text.insert(text.find("</GrpHdr>"),
              "<MsgPgntn><PgNb>3</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>");
  EXPECT_EQ(test::read_camt053(text).statements.at(0).first_page, (Page{3, true}));
}

TEST(Camt053Test, TakesTheCurrencyFromBalancesOrEntriesWhereTheAccountNamesNone) {
  constexpr std::string_view head = "<Acct><Id><IBAN>AZ</IBAN></Id></Acct>";
  for (const auto& body : {balance("OPBD", "1.00", "2026-01-01"), entry("1.00", "CRDT")}) {
    const auto reading = test::read_camt053(document(statement(body, head)));
    EXPECT_EQ(reading.statements.at(0).currency, &currency("AZN"));
  }
  const auto reading = test::read_camt053(document(statement("", head)));
  EXPECT_EQ(reading.faults.at(0).sentence, "the statement names no currency");
}

TEST(Camt053Test, ReadsDeclaredCharacterSets) {
  auto text = january();
  text.replace(text.find("UTF-8"), 5, "ISO-8859-1");
  text.replace(text.find("support"), 7, "d\xfcst");
  EXPECT_EQ(test::read_camt053(text).statements.at(0).lines.at(1).particulars.text, "d\xc3\xbcst");
}

}  // namespace
}  // namespace relief::reconciliation::camt053_test
