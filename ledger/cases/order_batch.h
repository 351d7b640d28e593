#pragma once

#include <vector>

#include "ledger/cases/work.h"

namespace relief {

/// Requests that one place is to pay on one day.
struct BatchOrder {
  static constexpr std::size_t most = 1000;

  std::vector<RequestId> requests;  ///< Each once.
  PlaceId place;
  Date execution_date;
};

/// Orders approved requests whose money is reserved (E7), and returned ones again (E11), from their
/// place. Signed by one treasurer, who asked for none of them and approved none. The signed record
/// binds every payment by a root over all of them; each payment gets its own record and entry.
///
/// Throws Error: forbidden for whoever had a hand in a request; conflict where one can't be ordered
/// now; refused where the place, the purpose, the gift or the law doesn't allow one (each such
/// request is among the faults, at /requests/N), or the place holds too little for all.
Facts order_batch(Work& work, const BatchOrder& input);

}  // namespace relief
