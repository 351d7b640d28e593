#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"

namespace relief {

/// The two versions of ISO 20022's customer credit transfer initiation that banks take.
enum class Pain001Version { v03, v09 };

inline constexpr auto pain001_versions = names<Pain001Version>({
    {Pain001Version::v03, "pain.001.001.03"},
    {Pain001Version::v09, "pain.001.001.09"},
});

/// One payment as the bank is asked for it.
struct CreditTransfer {
  std::string reference;  ///< Ours (aid/reference): comes back on the statement.
  Money amount;
  std::string creditor_name;  ///< As written; the file carries it in the bank's letters.
  std::string creditor_iban;
  std::string remittance;  ///< Neutral: read by whoever reads the statement.
};

/// A batch of payments from one bank account on one day, in one currency.
struct PaymentOrder {
  std::string message_id;  ///< At most 35 characters; the bank refuses one that it has seen.
  Instant created;
  Date execution_date;
  std::string debtor_name;
  std::string debtor_iban;
  std::optional<std::string> debtor_bic = {};
  std::vector<CreditTransfer> payments;
};

/// The order as the XML file that a bank takes. The same order gives the same bytes.
///
/// Throws Error: refused when a name can't be written in the bank's letters; too_large when the
/// sum has more than the 18 digits of the format. All else in an order was checked when its parts
/// were made.
std::string pain001(const PaymentOrder& order, Pain001Version version);

}  // namespace relief
