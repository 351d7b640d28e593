#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "ledger/storage/cluster.h"

namespace relief::cli {

/// Starts a private cluster again where PostgreSQL gave up by itself, as it does on a full disk:
/// with the first try that finds room again, the books go on. As long as this lives.
class ClusterWatch {
 public:
  explicit ClusterWatch(const storage::Cluster& cluster);

 private:
  void run(const std::stop_token& stop);

  const storage::Cluster& cluster_;
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::jthread thread_;  // Last: it uses what is above.
};

}  // namespace relief::cli
