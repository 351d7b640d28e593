#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "api/cli/address.h"
#include "api/cli/commands.h"
#include "api/cli/demo.h"
#include "api/cli/demo_stage.h"
#include "api/cli/house.h"
#include "api/cli/stop_on_signal.h"
#include "api/pages/pages.h"
#include "ledger/audit/export.h"
#include "ledger/audit/verify.h"
#include "ledger/base/text.h"
#include "ledger/people/entropy.h"

namespace relief::cli {
namespace {

constexpr std::string_view demo_origin = "demo.relief.local/log";

struct Options {
  DemoOptions demo;
  std::string listen = "127.0.0.1:8080";
};

DemoWorld world_of(House& house, StoryClock& clock, const std::string& base_url,
                   const std::filesystem::path& data) {
  return {.base_url = base_url,
          .set_clock = [&clock](Instant moment) { clock.set(moment); },
          .data = data,
          .administrators = found_demo(house, data),
          .verify =
              [&house](const std::filesystem::path& bundle) {
                const auto verdict =
                    audit::verify_bundle(bundle, audit::parse_policy(house.policy()));
                return Verification{.exit_code = static_cast<int>(verdict.outcome()),
                                    .text = audit::to_text(verdict)};
              },
          .write_bundle =
              [&house](const std::filesystem::path& bundle) {
                audit::write_bundle(house.context().database, bundle);
              }};
}

/// Tells the story to a server that runs beside it; serves on afterwards unless `once`.
int tell(const Options& options) {
  const auto& data = options.demo.data;
  StoryClock clock;
  clock.set(demo_begins());
  House house{{.data = data, .origin = std::string{demo_origin}}, clock.clock()};
  api::Server server{house.context(), {.pages = pages::visit}};
  const StopOnSignal stop{[&server] { server.stop(); }};
  const auto [host, port] = address_of(options.listen);
  const int bound = server.bind(host, options.demo.once ? 0 : port);
  std::thread serving{[&server] { server.run(); }};
  int code = 1;
  std::exception_ptr failure;
  try {
    const auto world = world_of(house, clock, "http://" + host + ":" + std::to_string(bound), data);
    std::ofstream{data / "policy.txt", std::ios::trunc} << house.policy();
    code = tell_demo(world, options.demo, std::cout);
  } catch (...) {
    failure = std::current_exception();
  }
  std::cout << std::flush;
  clock.let_go();
  if (options.demo.once || failure) server.stop();
  serving.join();
  if (failure) std::rethrow_exception(failure);
  return code;
}

/// Serves a demo that was told before, in the present.
int serve_again(const Options& options) {
  House house{{.data = options.demo.data}, wall_clock()};
  api::Server server{house.context(), {.pages = pages::visit}};
  const StopOnSignal stop{[&server] { server.stop(); }};
  const auto [host, port] = address_of(options.listen);
  const int bound = server.bind(host, port);
  std::cout << "The demo in " << options.demo.data.string()
            << " was told before. It is served on http://" << host << ":" << bound << "\n"
            << std::flush;
  server.run();
  return 0;
}

}  // namespace

std::function<int()> add_demo(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  options->demo.data = "demo-data";
  app.add_option("--data", options->demo.data, "A new folder for the demo's books and keys");
  app.add_flag("--once", options->demo.once, "Tell the story, check it, and end");
  app.add_flag("--json", options->demo.json, "The checks as JSON");
  app.add_option("--listen", options->listen, "HOST:PORT to serve on");
  return [options, &app] {
    spdlog::set_level(spdlog::level::warn);
    const bool told = std::filesystem::exists(options->demo.data / "demo.json");
    if (!options->demo.once) return told ? serve_again(*options) : tell(*options);
    if (app.count("--data") > 0) {
      require(!told, Errc::conflict, "this folder holds a demo already: name another with --data");
      return tell(*options);
    }
    // Nobody asked to keep it.
    const auto folder = std::filesystem::temp_directory_path() /
                        ("relief-demo-" + to_base32(random_bytes(system_entropy(), 8)));
    options->demo.data = folder;
    const int code = tell(*options);
    std::filesystem::remove_all(folder);
    return code;
  };
}

}  // namespace relief::cli
