#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace relief::api {

/// What a network may have answered at once, so that readers who take their time from one place
/// leave most threads to everybody else. A proxy on this machine speaks for all networks.
class Shares {
 public:
  /// `most` is what one network may have.
  explicit Shares(std::size_t most) : most_{most} {}

  /// False where the network has its share already; else it is given back when answered.
  bool take(const std::string& network) {
    const std::scoped_lock lock{mutex_};
    auto& taken = taken_[network];
    if (!network.empty() && taken >= most_) return false;
    ++taken;
    return true;
  }

  void give_back(const std::string& network) {
    const std::scoped_lock lock{mutex_};
    if (--taken_[network] == 0) taken_.erase(network);
  }

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> taken_;
};

}  // namespace relief::api
