#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/cli/bench.h"
#include "api/cli/demo_people.h"
#include "api/cli/demo_stage.h"
#include "api/cli/house.h"
#include "api/http/server.h"
#include "ledger/proof/ed25519.h"
#include "ledger/storage/cluster.h"

namespace relief::cli {

/// A folder that vanishes with its object.
class BenchFolder {
 public:
  explicit BenchFolder(const std::filesystem::path& parent);
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  ~BenchFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// A new fund to be measured: its own durable PostgreSQL, the people, places and funds of the demo,
/// and a server that answers on a free port. Nothing was given or asked yet.
class BenchHouse {
 public:
  explicit BenchHouse(const BenchOptions& options);
  BenchHouse(const BenchHouse&) = delete;
  BenchHouse& operator=(const BenchHouse&) = delete;
  ~BenchHouse();

  [[nodiscard]] House& house() noexcept { return *house_; }
  [[nodiscard]] Scene& scene() noexcept { return scene_; }
  [[nodiscard]] Calls& calls() noexcept { return *calls_; }
  [[nodiscard]] const storage::Cluster& cluster() const noexcept { return cluster_; }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_.path(); }
  [[nodiscard]] int port() const noexcept { return port_; }

  /// Enters that many entries of two lines, all of one fund at one place, and answers how long it
  /// took until their head was signed, in seconds.
  double import_history(std::size_t entries);

 private:
  BenchFolder folder_;
  storage::Cluster cluster_;
  StoryClock clock_;
  std::unique_ptr<House> house_;
  std::unique_ptr<api::Server> server_;
  int port_ = 0;
  std::thread serving_;
  DemoBank bank_;
  std::unique_ptr<Calls> calls_;
  Scene scene_{};
};

/// Where and on what something was measured.
nlohmann::json conditions_here();

}  // namespace relief::cli
