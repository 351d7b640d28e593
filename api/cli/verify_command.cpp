#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/database_access.h"
#include "api/cli/read_file.h"
#include "ledger/audit/verify.h"
#include "ledger/audit/verify_database.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

struct VerifyOptions {
  std::filesystem::path bundle;
  std::filesystem::path data;
  std::string database;
  std::filesystem::path policy;
  std::filesystem::path since;
  bool json = false;
  bool quiet = false;
};

/// Draws how far it is on a terminal, where somebody waits; says nothing anywhere else.
audit::Progress progress_bar(const VerifyOptions& options) {
  if (options.quiet || isatty(STDERR_FILENO) == 0) return {};
  constexpr std::uint64_t width = 40;
  return [drawn = width + 1](std::uint64_t done, std::uint64_t of) mutable {
    const auto full = done * width / of;
    if (full != drawn) {
      std::cerr << "\r[" << std::string(full, '#') << std::string(width - full, ' ') << "] " << done
                << " of " << of << " records" << std::flush;
    }
    drawn = full;
    if (done == of) std::cerr << "\r\x1b[K" << std::flush;
  };
}

audit::Verdict verdict_of(const VerifyOptions& options, const audit::Policy& policy,
                          const std::optional<std::string>& since) {
  const auto progress = progress_bar(options);
  if (!options.bundle.empty()) {
    return audit::verify_bundle(options.bundle, policy, since, progress);
  }
  const auto access = open_books(options.data, options.database);
  storage::Database database{access.conninfo(), 1};
  return audit::verify_database(database, policy, since, progress);
}

int verify(const VerifyOptions& options) {
  const auto given = {!options.bundle.empty(), !options.data.empty(), !options.database.empty()};
  require(std::ranges::count(given, true) == 1, Errc::malformed,
          "one thing is verified: a bundle, or the database behind --database or --data");
  const auto policy = audit::parse_policy(read_file(options.policy));
  std::optional<std::string> since;
  if (!options.since.empty()) since = read_file(options.since);
  const auto verdict = verdict_of(options, policy, since);
  if (options.json) {
    std::cout << audit::to_json(verdict).dump() << "\n";
  } else if (!options.quiet) {
    std::cout << audit::to_text(verdict);
  }
  return static_cast<int>(verdict.outcome());
}

}  // namespace

std::function<int()> add_verify(CLI::App& app) {
  const auto options = std::make_shared<VerifyOptions>();
  app.add_option("bundle", options->bundle, "The audit bundle: a folder or a tar");
  app.add_option("--database", options->database, "A PostgreSQL URL instead: the live books");
  app.add_option("--data", options->data, "The data folder with the private database instead");
  app.add_option("--policy", options->policy, "Whom you trust: your own file, never the bundle's")
      ->required();
  app.add_option("--since", options->since, "A checkpoint that you kept: the log must extend it");
  app.add_flag("--json", options->json, "The result for programs");
  app.add_flag("--quiet", options->quiet, "The exit code alone");
  app.footer(
      "Exit codes: 0 valid, 1 invalid, 2 usage, 3 unreadable, 4 diverges from a known\n"
      "checkpoint, 5 too few witnesses. A bundle needs no database, network or clock.");
  return [options] { return verify(*options); };
}

}  // namespace relief::cli
