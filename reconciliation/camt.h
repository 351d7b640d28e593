#pragma once

#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// One message of the family that ISO 20022 calls cash management: all its messages about an
/// account have the same entries and differ in the elements around them.
struct CamtMessage {
  std::string_view name;       ///< As in its name space.
  std::string_view container;  ///< The element of the message, and of one account in it.
  std::string_view element;
  std::string_view pagination;
  Kind kind;
};

inline constexpr CamtMessage camt052{"camt.052", "BkToCstmrAcctRpt", "Rpt", "RptPgntn",
                                     Kind::interim};
inline constexpr CamtMessage camt053{"camt.053", "BkToCstmrStmt", "Stmt", "StmtPgntn",
                                     Kind::statement};
inline constexpr CamtMessage camt054{"camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", "NtfctnPgntn",
                                     Kind::advice};

/// By the names that the beginning of such a file has, in UTF-8 or UTF-16.
bool looks_like(const CamtMessage& message, std::string_view head);

/// Reads a message of the versions .02 to .14, and answers its faults.
///
/// Lenient where banks stray from the schema (order, lengths, more elements), strict where money
/// is: amounts are exact, days exist, and an entry says its direction and whether it is booked. No
/// document type, no entities, no network; bounded depth, text and size.
std::vector<Fault> tell(const CamtMessage& message, const Bytes& bytes, StatementSink& sink);

}  // namespace relief::reconciliation
