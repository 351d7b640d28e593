#include "api/cli/cluster_watch.h"

#include <chrono>

#include <spdlog/spdlog.h>

namespace relief::cli {
namespace {

constexpr auto between_looks = std::chrono::seconds{5};

}  // namespace

ClusterWatch::ClusterWatch(const storage::Cluster& cluster)
    : cluster_{cluster}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

void ClusterWatch::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      if (cluster_.start_again()) spdlog::warn("the private database had stopped and runs again");
    } catch (const std::exception& error) {
      spdlog::error("the private database has stopped: {}", error.what());
    }
    std::unique_lock lock{mutex_};
    waiting_.wait_for(lock, stop, between_looks, [] { return false; });
  }
}

}  // namespace relief::cli
