#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/house.h"
#include "api/cli/read_file.h"
#include "ledger/aid/default_rulebook.h"
#include "ledger/cases/found_log.h"

namespace relief::cli {
namespace {

struct InitOptions {
  HouseOptions house;
  std::vector<std::string> administrators;
  std::string rulebook;
};

/// The key file's name without its ending is the login that the person begins with.
Founder founder_of(const std::filesystem::path& file) {
  const auto login = file.stem().string();
  return {.login = login, .name = login, .password = {}, .key = public_key_of_pem(read_file(file))};
}

int init(const InitOptions& options) {
  require(options.administrators.size() == 2, Errc::malformed,
          "two administrators begin a log: name two public keys");
  House house{options.house, wall_clock()};
  const Founding founding{.administrators = {founder_of(options.administrators[0]),
                                             founder_of(options.administrators[1])},
                          .rulebook = options.rulebook.empty() ? std::string{azerbaijan_rulebook()}
                                                               : read_file(options.rulebook),
                          .code = RELIEF_VERSION};
  found_log(house.context(), founding);
  std::cout << "The log has begun. What an auditor's policy file says of it:\n\n"
            << house.policy()
            << "\nThe administrators sign in by the names of their key files, once they have "
               "passwords:\n";
  const auto where = options.house.database.empty() ? "--data " + options.house.data.string()
                                                    : std::string{"--data DIR --database URL"};
  for (const auto& founder : founding.administrators) {
    std::cout << "  relief user password " << founder.login << " " << where << "\n";
  }
  std::cout << "Then: relief serve " << where << "\n";
  return 0;
}

}  // namespace

std::function<int()> add_init(CLI::App& app) {
  const auto options = std::make_shared<InitOptions>();
  options->house.data = "relief-data";
  app.add_option("--data", options->house.data, "Keys, the log's memory, the private database");
  app.add_option("--database", options->house.database,
                 "A PostgreSQL URL instead of the private one");
  app.add_option("--administrator", options->administrators,
                 "An administrator's public key (relief key new), in a file that has the login for "
                 "its name; twice")
      ->required();
  app.add_option("--rulebook", options->rulebook, "The rulebook's TOML; Azerbaijan's by default");
  app.add_option("--origin", options->house.origin, "The log's name, for ever")
      ->default_str(std::string{new_log_origin});
  return [options] { return init(*options); };
}

}  // namespace relief::cli
