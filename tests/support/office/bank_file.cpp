#include "tests/support/office/bank_file.h"

#include "ledger/aid/batch.h"
#include "ledger/money/money.h"

namespace relief::test {

int units_of(const std::string& amount) {
  return std::stoi(Money::parse(amount, currency("AZN")).units_text());
}

namespace {

std::string amount_xml(int units) {
  const Money magnitude{units < 0 ? -units : units, currency("AZN")};
  return "<Amt Ccy=\"AZN\">" + magnitude.decimal() + "</Amt><CdtDbtInd>" +
         (units < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd>";
}

std::string balance_xml(const std::string& type, int units, const std::string& day) {
  return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp>" + amount_xml(units) +
         "<Dt><Dt>" + day + "</Dt></Dt></Bal>";
}

std::string entry_xml(int units, const std::string& day, const std::string& reference) {
  const auto details = batch_of(reference) ? "<Btch><PmtInfId>" + reference + "</PmtInfId></Btch>"
                                           : "<TxDtls><Refs><EndToEndId>" + reference +
                                                 "</EndToEndId></Refs></TxDtls>";
  const auto dated = "<Dt>" + day + "</Dt>";
  return "<Ntry>" + amount_xml(units) + "<Sts>BOOK</Sts><BookgDt>" + dated + "</BookgDt><ValDt>" +
         dated + "</ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>" + (units < 0 ? "ICDT" : "RCDT") +
         "</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>" + "<NtryDtls>" + details +
         "</NtryDtls></Ntry>";
}

}  // namespace

std::string bank_file(const BankDay& day) {
  int closing = day.opening;
  std::string entries;
  for (const auto& [reference, amount] : day.lines) {
    closing += units_of(amount);
    entries += entry_xml(units_of(amount), day.day, reference);
  }
  const auto number = std::to_string(day.number);
  const auto evening = day.day + "T18:00:00";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
         "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr>"
         "<MsgId>M" +
         number + "</MsgId><CreDtTm>" + evening + "</CreDtTm></GrpHdr><Stmt><Id>S" + number +
         "</Id><ElctrncSeqNb>" + number + "</ElctrncSeqNb><CreDtTm>" + evening +
         "</CreDtTm><FrToDt><FrDtTm>" + day.day + "T00:00:00</FrDtTm><ToDtTm>" + day.day +
         "T23:59:59</ToDtTm></FrToDt><Acct><Id><IBAN>" + day.iban +
         "</IBAN></Id><Ccy>AZN</Ccy></Acct>" + balance_xml("OPBD", day.opening, day.day) +
         balance_xml("CLBD", closing, day.day) + entries + "</Stmt></BkToCstmrStmt></Document>\n";
}

}  // namespace relief::test
