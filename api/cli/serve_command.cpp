#include <iostream>
#include <memory>
#include <optional>

#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "api/cli/address.h"
#include "api/cli/cluster_watch.h"
#include "api/cli/commands.h"
#include "api/cli/house.h"
#include "api/cli/housekeeping.h"
#include "api/cli/read_file.h"
#include "api/cli/stop_on_signal.h"
#include "api/cli/witnessing.h"
#include "api/pages/pages.h"
#include "ledger/base/error.h"
#include "ledger/cases/found_log.h"

namespace relief::cli {
namespace {

struct ServeOptions {
  HouseOptions house;
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path policy;
};

int serve(const ServeOptions& options) {
  House house{options.house, wall_clock()};
  if (!is_founded(house.context().database)) {
    spdlog::warn("the log has not begun, so nobody can sign in: stop this, and run relief init");
  }
  api::Server server{house.context(), {.pages = pages::visit}};
  const StopOnSignal stop{[&server] { server.stop(); }};  // First of all that start threads.
  std::optional<ClusterWatch> watch;
  if (house.cluster() != nullptr) watch.emplace(*house.cluster());
  const Housekeeping housekeeping{house.context()};
  std::optional<Witnessing> witnessing;
  if (!options.policy.empty())
    witnessing.emplace(house.context(), audit::parse_policy(read_file(options.policy)));
  const auto [host, port] = address_of(options.listen);
  const int bound = server.bind(host, port);
  std::cout << "listening on http://" << host << ":" << bound << "\n" << std::flush;
  server.run();
  return 0;
}

}  // namespace

std::function<int()> add_serve(CLI::App& app) {
  const auto options = std::make_shared<ServeOptions>();
  options->house.data = "relief-data";
  app.add_option("--data", options->house.data, "Keys, the log's memory, the private database");
  app.add_option("--database", options->house.database,
                 "A PostgreSQL URL instead of the private one");
  app.add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one");
  app.add_option("--origin", options->house.origin,
                 "What the log is named, if you want to be sure: genesis says it");
  app.add_option("--policy", options->policy,
                 "The log's key and genesis, its witnesses with their addresses, the quorum; "
                 "without it no witness is asked");
  app.set_config("--config", "", "A file with these options");
  return [options] { return serve(*options); };
}

}  // namespace relief::cli
