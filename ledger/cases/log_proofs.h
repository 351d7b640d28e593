#pragma once

#include <cstdint>
#include <vector>

#include "ledger/proof/tlog_proof.h"
#include "ledger/storage/log.h"

namespace relief {

/// Proofs out of the log as it is kept. Each reads a few tiles' hashes, however long the log is.

/// The record's place in the tree of a signed head.
/// Throws Error{not_found} for a record that the head doesn't reach.
TlogProof receipt_under(storage::Transaction& tx, std::uint64_t seq,
                        const storage::CheckpointRow& head);

/// That the log of `size` records extends the one of `old_size`.
/// Throws Error{not_found} for an old size of zero or beyond `size`, or a size that isn't signed
/// yet.
std::vector<Hash> consistency_between(storage::Transaction& tx, std::uint64_t old_size,
                                      std::uint64_t size);

}  // namespace relief
