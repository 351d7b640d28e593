#include "ledger/cases/log_proofs.h"

#include "ledger/base/error.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/tile_roots.h"

namespace relief {
namespace {

SubtreeRoot subtrees_in(storage::Transaction& tx) {
  return subtree_roots([&tx](unsigned level, std::uint64_t begin, std::uint64_t end) {
    return storage::level_hashes(tx, level, begin, end);
  });
}

}  // namespace

TlogProof receipt_under(storage::Transaction& tx, std::uint64_t seq,
                        const storage::CheckpointRow& head) {
  return {.index = seq,
          .hashes = inclusion_proof(head.size, seq, subtrees_in(tx)),
          .checkpoint = head.note,
          .extra = {}};
}

std::vector<Hash> consistency_between(storage::Transaction& tx, std::uint64_t old_size,
                                      std::uint64_t size) {
  const auto last = storage::last_checkpoint(tx);
  require(last && size <= last->size, Errc::not_found, "the log has signed no such size yet");
  return consistency_proof(size, old_size, subtrees_in(tx));
}

}  // namespace relief
