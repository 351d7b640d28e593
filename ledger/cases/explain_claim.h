#pragma once

#include <optional>
#include <variant>

#include "ledger/cases/work.h"

namespace relief {

/// A charge of the bank's, which the fund of the rulebook's charges bears.
struct BankCharge {};

/// What a debit turned out to be that nobody had ordered.
struct Explanation {
  ClaimId claim;
  /// How much of it. Nothing: as much as is left of it and open of what it is.
  std::optional<Money> amount;
  /// A payment, a transfer that left, a receipt sent back, a charge.
  std::variant<PaymentId, TransferId, ReceiptId, BankCharge> as;
};

/// Says what a debit was that nobody had ordered (E23): the claim is closed, and the books get the
/// entry that the bank's line would have had. A payment whose order had been undone is paid with
/// it, and so is its request, where it stands as it was. Signed by two.
/// Throws Error: not_found; conflict where less is open than was asked, or the person would be paid
/// twice; refused for a thing of another place or currency, or where a fund has too little
/// available. Each names the field.
Facts explain_claim(Work& work, const Explanation& input);

}  // namespace relief
