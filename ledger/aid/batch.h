#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/base/ids.h"
#include "ledger/money/money.h"
#include "ledger/proof/sha256.h"

namespace relief {

/// One payment of a batch, as the treasurer who signs the batch orders it.
struct BatchLine {
  PaymentId payment;
  RequestId request;
  int version;
  std::string payout;  ///< The commitment that was approved, as records spell it.
  FundId fund;
  Money amount;
};

/// What stands for all lines of a batch in the record that is signed: the Merkle root (RFC 9162)
/// over the canonical JSON {"currency","fund","money","payment","payout","request","version"} of
/// each, in order.
Hash batch_root(std::span<const BatchLine> lines);

/// The name by which a bank knows a batch (MsgId, PmtInfId): 29 capitals and digits.
std::string message_id(const BatchId& batch);

/// The inverse of message_id, or nothing for a name that we didn't give.
std::optional<BatchId> batch_of(std::string_view message_id);

}  // namespace relief
