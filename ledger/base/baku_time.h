#pragma once

#include "ledger/base/clock.h"

namespace relief {

/// What the clocks of Baku show at a moment: four hours more than UTC, all year since 2016. Dates
/// of the books and times on pages follow them; records and programs keep UTC.
constexpr std::chrono::local_seconds baku_time(Instant instant) {
  return std::chrono::local_seconds{(instant + std::chrono::hours{4}).time_since_epoch()};
}

}  // namespace relief
