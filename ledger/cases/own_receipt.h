#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/clock.h"
#include "ledger/people/actor.h"
#include "ledger/people/secrets.h"
#include "ledger/proof/tlog_proof.h"
#include "ledger/storage/log.h"

namespace relief {

/// Names a record to whoever may not know its place in the log: "rct_…", always the same for one
/// record. Only this server's secret leads from one to the other.
std::string receipt_id(const Secrets& secrets, std::uint64_t seq);
/// The record of that name; nothing for a text that isn't one.
std::optional<std::uint64_t> seq_of_receipt(const Secrets& secrets, std::string_view text);

/// The public's head of the log at that moment, with its witnesses' lines: the last of the hour
/// before that is shown, so that nobody sees from its size what happens now. In the log's first
/// hour, its first head.
std::optional<storage::CheckpointRow> published_head(storage::Transaction& tx, Instant now);

/// A record with its proof.
struct Receipt {
  std::string record;
  TlogProof proof;
};

/// The receipt of an act of the caller's own, or of the caller's organisation, under the public's
/// head.
/// Throws Error: not_found for anybody else's; unavailable while the public's head doesn't reach
/// it.
Receipt own_receipt(storage::Transaction& tx, const Actor& actor, std::uint64_t seq, Instant now);

}  // namespace relief
