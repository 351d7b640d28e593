#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "ledger/base/clock.h"
#include "ledger/base/names.h"
#include "ledger/storage/log.h"

namespace relief {

/// A head is shown to its witnesses again after this time, also when nothing happened: else nobody
/// could tell silence from loss.
constexpr auto refresh_after = std::chrono::minutes{10};

/// A cosignature that is older than this says nothing of now.
constexpr auto stale_after = std::chrono::minutes{20};

/// What witnesses say of the log at a moment.
enum class Standing : std::uint8_t {
  witnessed,    ///< A quorum has lately cosigned the newest head.
  unwitnessed,  ///< No quorum has cosigned the newest head yet.
  stale,        ///< No quorum has cosigned anything for too long.
  refused,      ///< A witness says that this isn't the log it knows.
};

inline constexpr auto standing_names = names<Standing>({
    {Standing::witnessed, "witnessed"},
    {Standing::unwitnessed, "unwitnessed"},
    {Standing::stale, "stale"},
    {Standing::refused, "refused"},
});

struct WitnessStanding {
  Standing standing;
  std::uint64_t size = 0;     ///< Of the largest witnessed head.
  std::optional<Instant> at;  ///< When a quorum last cosigned it.
};

WitnessStanding witness_standing(storage::Transaction& tx, Instant now);

/// A head for others' eyes, with its witnesses' lines: the largest witnessed one up to `newest`; or
/// `newest` itself where there is none, or it was signed so long before that witnesses have failed.
storage::CheckpointRow shown_head(storage::Transaction& tx, const storage::CheckpointRow& newest);

}  // namespace relief
