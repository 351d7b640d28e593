#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "ledger/cases/context.h"

namespace relief::cli {

/// Nobody in particular: what the clock brings about says "clock" in its records.
const Actor& clock_itself();

/// Does what time brings about, once an hour: requests whose approval took too long lapse, and a
/// head that couldn't be signed when it was written is. Any server may do it, since doing it twice
/// does nothing.
class Housekeeping {
 public:
  explicit Housekeeping(Context& context);

 private:
  void run(const std::stop_token& stop);

  Context& context_;
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::jthread thread_;  // Last: it uses what is above.
};

}  // namespace relief::cli
