#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief {

/// Takes a request back; money that was reserved for it is free again.
/// Throws Error: forbidden; not_found; conflict where its status doesn't allow it.
Facts withdraw_request(Work& work, const RequestId& id, const std::string& reason_code);

/// Ends what nobody decided or ordered in the time that its approval step gives, as the clock's
/// act; safe to call at any time, by any server. Answers {"lapsed": how many}.
Facts lapse_requests(Work& work);

}  // namespace relief
