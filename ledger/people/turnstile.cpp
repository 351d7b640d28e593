#include "ledger/people/turnstile.h"

#include "ledger/base/error.h"

namespace relief {

void Turnstile::enter() {
  std::unique_lock lock{mutex_};
  if (free_ == 0) {
    require(seats_ > 0, Errc::unavailable, "too many are waiting for this; try again in a moment");
    --seats_;
    left_.wait(lock, [&] { return free_ > 0; });
    ++seats_;
  }
  --free_;
}

void Turnstile::leave() noexcept {
  {
    const std::lock_guard lock{mutex_};
    ++free_;
  }
  left_.notify_one();
}

}  // namespace relief
