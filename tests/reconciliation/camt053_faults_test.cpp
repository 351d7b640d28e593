#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "reconciliation/formats.h"
#include "reconciliation/xml_steps.h"
#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::camt053_faults_test {
namespace {

using test::balance;
using test::document;
using test::entry;
using test::january;
using test::statement;

/// What is wrong with a file, "place: REASON sentence" a line.
std::string faults_of(std::string_view bytes) {
  std::string text;
  for (const auto& fault : test::read_camt053(bytes).faults) {
    text += fault.place + ": " + std::string{reason_names.text(fault.reason)} + " " +
            fault.sentence + "\n";
  }
  return text;
}

std::string faults_of_entry(const std::string& entry) {
  return faults_of(document(statement(entry)));
}

/// January with `from` in place of `to`.
std::string altered(std::string_view from, std::string_view to) {
  auto text = january();
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(Camt053FaultsTest, ATruncatedFileHasAPlaceWhereItEnds) {
  const auto whole = january();
  const auto last = whole.find("</Document>") + std::string_view{"</Document>"}.size();
  for (std::size_t size = 0; size < last; ++size) {
    EXPECT_FALSE(faults_of(whole.substr(0, size)).empty()) << size;
  }
}

TEST(Camt053FaultsTest, BytesOfChanceNeverCrash) {
  for (std::size_t at = 0; at < january().size(); ++at) {
    for (const char c : {'\0', '<', '>', '&', '\xff'}) {
      auto text = january();
      text[at] = c;
      const auto reading = test::read_camt053(text);
      EXPECT_TRUE(!reading.faults.empty() || !reading.statements.empty());
    }
  }
}

TEST(Camt053FaultsTest, RefusesADocumentType) {
  EXPECT_NE(faults_of(altered("<Document", "<!DOCTYPE Document>\n<Document"))
                .find("a bank's file has no document type"),
            std::string::npos);
}

TEST(Camt053FaultsTest, RefusesABillionLaughs) {
  std::string types = "<!DOCTYPE Document [<!ENTITY a0 \"ha\">";
  for (int i = 1; i <= 30; ++i) {
    const auto before = std::to_string(i - 1);
    types += "<!ENTITY a" + std::to_string(i) + " \"&a" + before + ";&a" + before + ";\">";
  }
  auto text = altered("<Document", types + "]><Document");
  text.replace(text.find("support"), 7, "&a30;");
  EXPECT_FALSE(faults_of(text).empty());
}

TEST(Camt053FaultsTest, RefusesEntitiesOfItsOwnAndOfOthers) {
  EXPECT_FALSE(faults_of(altered("support", "&unknown;")).empty());
  EXPECT_FALSE(
      faults_of(
          altered("<Document", "<!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><Document"))
          .empty());
  EXPECT_EQ(faults_of(altered("support", "a &amp; b &#x259;")), "");
}

TEST(Camt053FaultsTest, RefusesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_NE(faults_of(altered("<GrpHdr>", deep)).find("the elements are nested too deeply"),
            std::string::npos);
}

TEST(Camt053FaultsTest, RefusesAnElementWithManyAttributesBeforeTheyAreCompared) {
  const auto with = [](int count) {
    std::string attributes;
    for (int i = 0; i < count; ++i) attributes += " a" + std::to_string(i) + "= '1'";
    return faults_of(altered("<GrpHdr>", "<GrpHdr" + attributes + ">"));
  };
  EXPECT_EQ(with(200), "");
  const auto began = std::chrono::steady_clock::now();
  EXPECT_NE(with(80'000).find("an element has too many attributes"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{5});
}

TEST(Camt053FaultsTest, RefusesATextThatIsTooLong) {
  EXPECT_EQ(faults_of(altered("support", std::string(XmlSteps::max_text_bytes, 'x'))), "");
  const auto faults = faults_of(altered("support", std::string(XmlSteps::max_text_bytes + 1, 'x')));
  EXPECT_NE(faults.find("line 2: Stmt[1]/Ntry[2]: FORMAT_INVALID a text is too long"),
            std::string::npos);
}

TEST(Camt053FaultsTest, RefusesAFileOverTheLimit) {
  // Two gigabytes of spaces, of which there is never more than a piece.
  auto left = std::size_t{2} * 1024 * 1024 * 1024;
  const auto begin = january();
  const Bytes endless = [&left, at = std::size_t{0}, &begin](std::span<char> piece) mutable {
    if (at < begin.size()) {
      const auto count = begin.copy(piece.data(), piece.size(), at);
      at += count;
      return count;
    }
    const auto count = std::min(piece.size(), left);
    std::ranges::fill(piece.first(count), ' ');
    left -= count;
    return count;
  };
  StatementKeeper keeper;
  const auto faults = format_named("camt.053")->tell(endless, {}, keeper);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].sentence, "the file is too large");
  EXPECT_GT(left, max_file_bytes) << "it was read no further";
}

TEST(Camt053FaultsTest, RefusesAnEntryThatFillsTheMemory) {
  std::string details;
  for (int i = 0; i < 10'000; ++i) details += "<TxDtls><Refs/></TxDtls>";
  EXPECT_EQ(faults_of_entry(entry("1.00", "DBIT", "<NtryDtls>" + details + "</NtryDtls>")), "");
  for (int i = 0; i < 70'000; ++i) details += "<TxDtls><Refs/></TxDtls>";
  EXPECT_EQ(faults_of_entry(entry("1.00", "DBIT", "<NtryDtls>" + details + "</NtryDtls>")),
            "Stmt[1]/Ntry[1]: FORMAT_INVALID the entry is too large\n");
}

TEST(Camt053FaultsTest, RefusesAFileOfTooManyStatements) {
  std::string statements;
  for (int i = 0; i < 10'001; ++i) statements += statement("");
  EXPECT_NE(faults_of(document(statements)).find("the file has too many statements"),
            std::string::npos);
}

TEST(Camt053FaultsTest, RefusesAnEmptyFileAndOneWithoutStatements) {
  EXPECT_EQ(faults_of(""), "line 1: FORMAT_INVALID the file is empty\n");
  EXPECT_EQ(faults_of(document("")), "Document: FORMAT_INVALID the file has no statement\n");
  EXPECT_EQ(faults_of("<html/>"), "Document: FORMAT_INVALID the file has no statement\n");
  EXPECT_NE(faults_of(document("<Stmt/>")).find("the statement names no account"),
            std::string::npos);
}

TEST(Camt053FaultsTest, RefusesAWrongCharacterSet) {
  EXPECT_FALSE(faults_of(altered("support", "d\xfcst")).empty());
  EXPECT_FALSE(faults_of(altered("UTF-8", "no-such")).empty());
}

TEST(Camt053FaultsTest, RefusesOtherVersions) {
  for (const auto* version : {"01", "15", "2", "xx"}) {
    EXPECT_NE(faults_of(document(statement(""), version)).find("of the versions 02 to 14"),
              std::string::npos);
  }
  EXPECT_FALSE(faults_of(altered("camt.053.001.02", "camt.052.001.02")).empty());
}

TEST(Camt053FaultsTest, NamesThePlaceOfEachBadEntry) {
  EXPECT_EQ(
      faults_of_entry(entry("1.00", "CRDT") + entry("1.00001", "CRDT") + entry("2.00", "LEFT")),
      "Stmt[1]/Ntry[2]/Amt: FORMAT_INVALID this isn't an amount with at most the decimals of its "
      "currency\n"
      "Stmt[1]/Ntry[3]/CdtDbtInd: FORMAT_INVALID the entry has no direction\n");
}

TEST(Camt053FaultsTest, NamesEverythingThatAnEntryLacks) {
  EXPECT_EQ(faults_of_entry("<Ntry/>"),
            "Stmt[1]/Ntry[1]/Amt: FORMAT_INVALID the entry has no amount\n"
            "Stmt[1]/Ntry[1]/CdtDbtInd: FORMAT_INVALID the entry has no direction\n"
            "Stmt[1]/Ntry[1]/Sts: FORMAT_INVALID the entry doesn't say whether it is booked\n"
            "Stmt[1]/Ntry[1]/BookgDt: FORMAT_INVALID the entry has no day\n");
}

TEST(Camt053FaultsTest, RefusesThe30thOfFebruary) {
  EXPECT_EQ(faults_of_entry(entry("1.00", "CRDT", "", "2026-02-30")),
            "Stmt[1]/Ntry[1]/BookgDt: FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of_entry(entry("1.00", "CRDT", "<ValDt><Dt>2026-02-30</Dt></ValDt>")),
            "Stmt[1]/Ntry[1]/ValDt: FORMAT_INVALID there is no such day\n");
}

TEST(Camt053FaultsTest, RefusesCurrenciesThatDontExist) {
  auto text = altered("Ccy=\"AZN\">250.00", "Ccy=\"XXX\">250.00");
  EXPECT_EQ(faults_of(text), "Stmt[1]/Ntry[1]/Amt: CCY_MISMATCH there is no such currency\n");
  text = altered("<Ccy>AZN</Ccy>", "<Ccy>XXX</Ccy>");
  EXPECT_EQ(faults_of(text), "Stmt[1]/Acct/Ccy: CCY_MISMATCH there is no such currency\n");
  text = altered("Ccy=\"AZN\">1000.00", "Ccy=\"XXX\">1000.00");
  EXPECT_EQ(faults_of(text), "Stmt[1]/Bal[1]: CCY_MISMATCH there is no such currency\n");
}

TEST(Camt053FaultsTest, RefusesNumbersThatArent) {
  EXPECT_EQ(faults_of(altered("<ElctrncSeqNb>1", "<ElctrncSeqNb>one")),
            "Stmt[1]/ElctrncSeqNb: FORMAT_INVALID this isn't a whole number\n");
  EXPECT_EQ(faults_of_entry(balance("CLBD", "x", "2026-01-31")),
            "Stmt[1]/Bal[1]: FORMAT_INVALID a balance needs an amount, a direction and a day\n");
  EXPECT_EQ(
      faults_of_entry(
          entry("1.00", "DBIT", "<NtryDtls><Btch><NbOfTxs>two</NbOfTxs></Btch></NtryDtls>")),
      "Stmt[1]/Ntry[1]/NtryDtls/Btch: FORMAT_INVALID the batch's count or total isn't a number\n");
  EXPECT_EQ(faults_of_entry(entry(
                "1.00", "DBIT", "<NtryDtls><TxDtls><Amt Ccy=\"AZN\">?</Amt></TxDtls></NtryDtls>")),
            "Stmt[1]/Ntry[1]/TxDtls[1]: FORMAT_INVALID a detail's amount isn't an amount\n");
  EXPECT_EQ(faults_of_entry(entry("1.00", "DBIT", "<Chrgs><Amt Ccy=\"AZN\">?</Amt></Chrgs>")),
            "Stmt[1]/Ntry[1]/Chrgs: FORMAT_INVALID a charge isn't an amount\n");
  EXPECT_EQ(faults_of_entry(entry("1.00", "DBIT", "<RvslInd>maybe</RvslInd>")),
            "Stmt[1]/Ntry[1]/RvslInd: FORMAT_INVALID this is neither true nor false\n");
  EXPECT_EQ(faults_of_entry("<TxsSummry><TtlNtries><Sum>?</Sum></TtlNtries></TxsSummry>"),
            "Stmt[1]/TxsSummry: FORMAT_INVALID a sum isn't an amount\n");
  EXPECT_EQ(faults_of_entry("<FrToDt><FrDtTm>2026-02-30T00:00:00</FrDtTm></FrToDt>"),
            "Stmt[1]/FrToDt: FORMAT_INVALID there is no such day\n");
  EXPECT_EQ(faults_of_entry("<StmtPgntn><PgNb>1</PgNb></StmtPgntn>"),
            "Stmt[1]/StmtPgntn: FORMAT_INVALID a page needs its number\n");
  EXPECT_EQ(faults_of(altered("</GrpHdr>", "<MsgPgntn><PgNb>123456</PgNb></MsgPgntn></GrpHdr>")),
            "GrpHdr/MsgPgntn: FORMAT_INVALID a page needs its number\n");
}

TEST(Camt053FaultsTest, StopsAfterAHundred) {
  std::string entries;
  for (int i = 0; i < 1000; ++i) entries += "<Ntry/>";
  EXPECT_EQ(test::read_camt053(document(statement(entries))).faults.size(), 100U);
}

TEST(Camt053FaultsTest, NeverRepeatsTheFile) {
  const auto faults = faults_of(altered("700.00", "Secret")) +
                      faults_of(altered("</Ustrd>", "<Secret>")) +
                      faults_of(altered("<GrpHdr>", "<Secret a='Secret' a='Secret'>"));
  EXPECT_FALSE(faults.empty());
  EXPECT_EQ(faults.find("Secret"), std::string::npos) << faults;
}

}  // namespace
}  // namespace relief::reconciliation::camt053_faults_test
