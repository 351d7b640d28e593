#include <thread>

#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

/// Seconds from nothing to a server that says it is ready, on a cluster that runs.
double time_to_ready(const HouseOptions& options) {
  const Stopwatch watch;
  House house{options, wall_clock()};
  api::Server server{house.context()};
  const int port = server.bind("127.0.0.1", 0);
  std::thread serving{[&server] { server.run(); }};
  api::Client client{"127.0.0.1", port};
  const auto answer = client.ask({.path = "/healthz"});
  const auto seconds = watch.seconds();
  server.stop();
  serving.join();
  require(answer.status == 200, Errc::refused, "the server to be measured didn't get ready");
  return seconds;
}

}  // namespace

/// P11: a server's start on books that exist, beyond that of PostgreSQL.
std::vector<Bar> bench_start(const BenchOptions& options) {
  BenchHouse house{options};
  house.import_history(options.entries);
  const HouseOptions again{.data = house.folder() / "again-beside",
                           .database = house.cluster().conninfo("relief")};
  std::filesystem::copy(house.folder() / "house", again.data,
                        std::filesystem::copy_options::recursive);
  auto conditions = conditions_here();
  conditions["entries"] = options.entries;
  return {{.bar = "P11",
           .value = time_to_ready(again),
           .unit = "s",
           .yardstick = "a second",
           .yardstick_value = 1,
           .target = 1,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
