#include "ledger/cases/witness_standing.h"

#include <algorithm>

#include "ledger/proof/witness.h"
#include "ledger/storage/witnesses.h"

namespace relief {
namespace {

bool is_refusal(const storage::WitnessAnswer& answer) {
  return answer.status == static_cast<int>(Witnessing::other_size) ||
         answer.status == static_cast<int>(Witnessing::inconsistent);
}

}  // namespace

WitnessStanding witness_standing(storage::Transaction& tx, Instant now) {
  const auto witnessed = storage::last_witnessed(tx);
  WitnessStanding result{.standing = Standing::witnessed, .at = std::nullopt};
  if (witnessed) {
    result.size = witnessed->head.size;
    result.at = witnessed->at;
  }
  // Whoever isn't asked any more is not heard for ever.
  const bool refused =
      std::ranges::any_of(storage::witness_answers(tx), [&](const storage::WitnessAnswer& answer) {
        return is_refusal(answer) && now - answer.at <= stale_after;
      });
  const auto newest = storage::last_checkpoint(tx);
  if (refused) {
    result.standing = Standing::refused;
  } else if (witnessed && now - witnessed->at > stale_after) {
    result.standing = Standing::stale;
  } else if (!witnessed || !newest || witnessed->head.size < newest->size) {
    result.standing = Standing::unwitnessed;
  }
  return result;
}

storage::CheckpointRow shown_head(storage::Transaction& tx, const storage::CheckpointRow& newest) {
  const auto witnessed = storage::witnessed_up_to(tx, newest.size);
  auto head = witnessed && newest.at - witnessed->at <= stale_after ? *witnessed : newest;
  head.note = storage::cosigned_note(tx, head);
  return head;
}

}  // namespace relief
