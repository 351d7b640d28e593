#pragma once

#include <string>
#include <string_view>

#include "reconciliation/formats.h"

namespace relief::reconciliation::test {

inline Reading read_camt053(std::string_view bytes) {
  return format_named("camt.053")->read(bytes);
}

/// The text of small camt.053 documents, of invented banks and people.

inline std::string balance(std::string_view type, std::string_view amount, std::string_view on,
                           std::string_view direction = "CRDT") {
  std::string text{"<Bal><Tp><CdOrPrtry><Cd>"};
  text.append(type).append(R"(</Cd></CdOrPrtry></Tp><Amt Ccy="AZN">)").append(amount);
  text.append("</Amt><CdtDbtInd>").append(direction).append("</CdtDbtInd><Dt><Dt>").append(on);
  return text.append("</Dt></Dt></Bal>");
}

inline std::string entry(std::string_view amount, std::string_view direction,
                         std::string_view rest = "", std::string_view day = "2026-01-15") {
  std::string text{R"(<Ntry><Amt Ccy="AZN">)"};
  text.append(amount).append("</Amt><CdtDbtInd>").append(direction);
  text.append("</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>").append(day);
  return text.append("</Dt></BookgDt>").append(rest).append("</Ntry>");
}

inline constexpr std::string_view header =
    "<Id>JAN-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><Acct><Id><IBAN>AZ21NABZ00000000137010001944"
    "</IBAN></Id><Ccy>AZN</Ccy></Acct>";

inline std::string statement(std::string_view body, std::string_view head = header) {
  return std::string{"<Stmt>"}.append(head).append(body).append("</Stmt>");
}

inline std::string document(std::string_view statements, std::string_view version = "02") {
  std::string text{R"(<?xml version="1.0" encoding="UTF-8"?>)"};
  text.append(R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.)").append(version);
  text.append(R"("><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>)").append(statements);
  return text.append("</BkToCstmrStmt></Document>\n");
}

/// January: 1,000 and a gift of 250 less a payment of 700.
inline std::string january() {
  return document(statement(
      balance("OPBD", "1000.00", "2026-01-01") + balance("CLBD", "550.00", "2026-01-31") +
      entry("250.00", "CRDT", "<AcctSvcrRef>B-1</AcctSvcrRef>") +
      entry("700.00", "DBIT",
            "<NtryDtls><TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RmtInf><Ustrd>support"
            "</Ustrd></RmtInf></TxDtls></NtryDtls>",
            "2026-01-20")));
}

}  // namespace relief::reconciliation::test
