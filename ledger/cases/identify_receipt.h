#pragma once

#include <optional>
#include <variant>

#include "ledger/cases/gift.h"

namespace relief {

/// What an unknown receipt turned out to be.
struct Identification {
  ReceiptId receipt;
  /// How much of it. Nothing: as much as is left of it and open of what it is.
  std::optional<Money> amount;
  /// A gift that nobody announced (its amount, place and day are the receipt's), an announced one,
  /// a payment coming back, a transfer arriving, a claim settled.
  std::variant<NewGift, GiftId, PaymentId, TransferId, ClaimId> as;
};

/// Says what a receipt is that nobody knew (E4): it leaves suspense, and the books get the entry
/// that the bank's line would have had. Signed.
/// Throws Error: not_found; conflict where less is open than was asked; refused for a thing of
/// another place or currency, and as next_gift.
Facts identify_receipt(Work& work, Identification input);

}  // namespace relief
