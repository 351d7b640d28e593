#include <iostream>
#include <memory>

#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "api/cli/bench.h"
#include "api/cli/commands.h"

namespace relief::cli {

std::function<int()> add_bench(CLI::App& app) {
  struct Chosen {
    const Bench* bench = nullptr;
    BenchOptions options;
    bool json = false;
  };
  const auto chosen = std::make_shared<Chosen>();
  chosen->options.folder = std::filesystem::temp_directory_path();
  app.require_subcommand(1);
  for (const auto& bench : benches()) {
    auto* command = app.add_subcommand(std::string{bench.name}, std::string{bench.help});
    command->add_option("--entries", chosen->options.entries, "How large the books are")
        ->check(CLI::Range(1'000, 100'000'000));
    command->add_option("--connections", chosen->options.connections, "How many call at once")
        ->check(CLI::Range(1, 512));
    command->add_option("--seconds", chosen->options.seconds, "How long each rate is measured")
        ->check(CLI::Range(1, 3'600));
    command->add_option("--folder", chosen->options.folder, "On which disk it is measured");
    command->add_flag("--json", chosen->json, "One JSON object a bar");
    command->callback([chosen, &bench] { chosen->bench = &bench; });
  }
  return [chosen] {
    spdlog::set_level(spdlog::level::warn);
    for (const auto& bar : chosen->bench->run(chosen->options)) {
      std::cout << (chosen->json ? bar_json(bar).dump() : bar_text(bar)) << "\n";
    }
    return 0;
  };
}

}  // namespace relief::cli
