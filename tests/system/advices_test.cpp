#include <algorithm>

#include "reconciliation/discard_statement.h"
#include "reconciliation/late_advices.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

using Texts = std::vector<std::string>;

/// A bank that books several gifts as one sum, and tells who gave them in a camt.054.
class AdvicesTest : public AcceptanceDesk {
 protected:
  static std::string detail(const std::string& reference, const std::string& amount) {
    return "<TxDtls><Refs><EndToEndId>" + reference +
           "</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"AZN\">" + amount +
           "</Amt></TxAmt></AmtDtls></TxDtls>";
  }
  static std::string advice(const std::string& details) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
           "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.04\"><BkToCstmrDbtCdtNtfctn>"
           "<GrpHdr><MsgId>N</MsgId><CreDtTm>2025-03-10T14:00:00</CreDtTm></GrpHdr><Ntfctn>"
           "<Id>N1</Id><CreDtTm>2025-03-10T14:00:00</CreDtTm><Acct><Id><IBAN>" +
           std::string{iban} +
           "</IBAN></Id><Ccy>AZN</Ccy></Acct><Ntry><Amt Ccy=\"AZN\">800.00</Amt>"
           "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-03-10</Dt></BookgDt>"
           "<ValDt><Dt>2025-03-10</Dt></ValDt><AcctSvcrRef>B-7</AcctSvcrRef><NtryDtls>" +
           details + "</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n";
  }
  const std::string statement =
      ":20:S10\n:25:" + std::string{iban} +
      "\n:28C:10/1\n:60F:C250310AZN1000,00\n:61:2503100310C800,00NTRFNONREF//B-7\n"
      ":62F:C250310AZN1800,00\n-\n";

  void discard(const Facts& kept) {
    const StatementId id{kept["id"].get<std::string>()};
    office.run(treasurer, [&](Work& work) {
      return reconciliation::discard_statement(work, {.statement = id, .code = "wrong_file"});
    });
  }
  /// What came late about the first line of a statement.
  std::vector<reconciliation::LateAdvice> late_of(const Facts& posted) {
    const StatementId id{posted["id"].get<std::string>()};
    return office.context().database.read(
        [&](storage::Transaction& tx) { return reconciliation::late_advices_of(tx, id, 1); });
  }
  Texts codes() {
    Texts codes;
    for (const auto& each : exceptions()) codes.push_back(each.code);
    return codes;
  }
};

TEST_F(AdvicesTest, TellWhoIsBehindASum) {
  const auto kept =
      import(advice(detail(announce("500.00"), "500.00") + detail(announce("300.00"), "300.00")));
  EXPECT_EQ(kept["reasons"][0]["reason"], "STMT_PROVISIONAL");
  EXPECT_EQ(balance("1100"), "1000.00");
  EXPECT_EQ(import(statement)["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1800.00");
  EXPECT_EQ(codes(), Texts{});
  expect_valid();
}

TEST_F(AdvicesTest, ThatDontAddUpAreLeftToPeople) {
  import(advice(detail(announce("500.00"), "500.00") + detail(announce("310.00"), "310.00")));
  EXPECT_EQ(import(statement)["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1800.00");
  EXPECT_EQ(codes(), Texts{"DETAIL_SUM_MISMATCH"});
  expect_valid();
}

TEST_F(AdvicesTest, OfOtherWeeksTellNothing) {
  auto late = advice(detail(announce("500.00"), "500.00") + detail(announce("300.00"), "300.00"));
  for (const std::string day : {"BookgDt><Dt>2025-03-10", "ValDt><Dt>2025-03-10"}) {
    late = altered(late, day, day.substr(0, day.size() - 2) + "18");
  }
  import(late);
  EXPECT_EQ(import(statement)["verdict"], "posted");
  EXPECT_EQ(codes(), Texts{"UNIDENTIFIED_RECEIPT"});
  expect_valid();
}

TEST_F(AdvicesTest, ThatComeLateAreToldBesideTheExceptionAndSettleNothing) {
  const auto told = detail(announce("500.00"), "500.00") + detail(announce("300.00"), "300.00");
  const auto posted = import(statement);
  ASSERT_EQ(codes(), Texts{"UNIDENTIFIED_RECEIPT"});
  const auto kept = import(advice(told));
  EXPECT_EQ(codes(), Texts{"UNIDENTIFIED_RECEIPT"});
  const auto late = late_of(posted);
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late.front().advice.text(), kept["id"].get<std::string>());
  EXPECT_EQ(late.front().payments, 2);
  EXPECT_EQ(std::ranges::count(late.front().items, ' '), 1) << "two gifts";
  EXPECT_TRUE(late.front().items.starts_with("don_"));
  expect_valid();

  discard(kept);
  EXPECT_TRUE(late_of(posted).empty());
}

TEST_F(AdvicesTest, ThatComeLateAboutWhatIsSettledTellNothing) {
  const auto told = detail(announce("500.00"), "500.00") + detail(announce("300.00"), "300.00");
  import(advice(told));
  const auto posted = import(statement);
  import(altered(advice(told), "<Id>N1</Id>", "<Id>N2</Id>"));
  EXPECT_TRUE(late_of(posted).empty());
}

TEST_F(AdvicesTest, ThatWereDiscardedTellNothing) {
  const auto kept =
      import(advice(detail(announce("500.00"), "500.00") + detail(announce("300.00"), "300.00")));
  discard(kept);
  EXPECT_EQ(import(statement)["verdict"], "posted");
  EXPECT_EQ(codes(), Texts{"UNIDENTIFIED_RECEIPT"});
  expect_valid();
}

}  // namespace
}  // namespace relief::test
