#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "ledger/storage/migrate.h"

namespace relief::cli {

std::function<int()> add_migrate(CLI::App& app) {
  const auto database = std::make_shared<std::string>();
  app.add_option("--database", *database, "The PostgreSQL URL, as the owner of the schema")
      ->required();
  return [database] {
    storage::migrate(*database);
    return 0;
  };
}

}  // namespace relief::cli
