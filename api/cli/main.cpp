#include <iostream>
#include <map>
#include <string>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/complain.h"
#include "ledger/base/error.h"

namespace {

constexpr int answer_is_no = 1;
constexpr int usage = 2;
constexpr int environment = 3;

int exit_code_of(const relief::Error& error) {
  switch (error.code()) {
    case relief::Errc::malformed:
    case relief::Errc::key_missing:
    case relief::Errc::too_large:
    case relief::Errc::unsupported: return usage;
    case relief::Errc::unavailable:
    case relief::Errc::too_many: return environment;
    case relief::Errc::unauthenticated:
    case relief::Errc::forbidden:
    case relief::Errc::not_found:
    case relief::Errc::conflict:
    case relief::Errc::refused:
    case relief::Errc::key_reused: return answer_is_no;
  }
  return environment;
}

int run(int argc, char** argv) {
  CLI::App app{"Relief Ledger: the books of a relief fund, provable to strangers"};
  app.set_version_flag("--version", RELIEF_VERSION);
  app.require_subcommand(1);
  std::map<const CLI::App*, std::function<int()>> runs;
  for (const auto& command : relief::cli::commands()) {
    auto* sub = app.add_subcommand(std::string{command.name}, std::string{command.help});
    runs[sub] = command.add(*sub);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : usage;
  }
  return runs.at(app.get_subcommands().front())();
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("relief"));
  try {
    return run(argc, argv);
  } catch (const relief::Error& error) {
    relief::cli::complain(std::cerr, error);
    return exit_code_of(error);
  } catch (const std::exception& error) {
    std::cerr << "relief: " << error.what() << "\n";
    return environment;
  }
}
