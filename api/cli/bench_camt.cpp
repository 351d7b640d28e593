#include "api/cli/bench_camt.h"

#include <cstdlib>

namespace relief::cli {
namespace {

std::string balance(std::string_view type, long manat, std::string_view day) {
  return "<Bal><Tp><CdOrPrtry><Cd>" + std::string{type} +
         "</Cd></CdOrPrtry></Tp><Amt Ccy=\"AZN\">" + std::to_string(std::labs(manat)) +
         ".00</Amt><CdtDbtInd>" + (manat < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd><Dt><Dt>" +
         std::string{day} + "</Dt></Dt></Bal>\n";
}

}  // namespace

std::string camt053_head(const BenchStatement& statement) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>)"
         "\n"
         R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>)"
         "<GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><IBAN>" +
         std::string{statement.account} + "</IBAN></Id><Ccy>AZN</Ccy></Acct>" +
         balance("OPBD", statement.opening, statement.day) +
         balance("CLBD", statement.closing, statement.day);
}

}  // namespace relief::cli
