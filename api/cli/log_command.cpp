#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/database_access.h"
#include "api/cli/log_signing.h"
#include "ledger/audit/export.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/log_proofs.h"
#include "ledger/storage/log.h"

namespace relief::cli {
namespace {

struct LogOptions {
  HouseOptions house;
  std::uint64_t seq = 0;
  std::uint64_t old_size = 0;
  std::uint64_t size = 0;
  std::filesystem::path out;
  std::filesystem::path policy;
  std::filesystem::path since;
};

int print_checkpoint(storage::Database& database) {
  const auto last =
      database.read([](storage::Transaction& tx) { return storage::last_checkpoint(tx); });
  require(last.has_value(), Errc::not_found, "nothing of this log has been signed yet");
  std::cout << last->note;
  return 0;
}

/// Prints the proof that a record is in the tree of the last checkpoint (C2SP tlog-proof).
int print_proof(storage::Database& database, std::uint64_t seq) {
  std::cout << database.read([&](storage::Transaction& tx) {
    const auto last = storage::last_checkpoint(tx);
    require(last && seq < last->size, Errc::not_found, "no checkpoint covers this record");
    return tlog_proof_text(receipt_under(tx, seq, *last));
  });
  return 0;
}

/// Prints the proof that the log of one size extends that of another: a hash in base64 a line, as
/// C2SP tlog-witness has it. Without a size, up to the last checkpoint.
int print_consistency(storage::Database& database, const LogOptions& options) {
  const auto hashes = database.read([&](storage::Transaction& tx) {
    const auto last = storage::last_checkpoint(tx);
    require(last.has_value(), Errc::not_found, "nothing of this log has been signed yet");
    return consistency_between(tx, options.old_size, options.size > 0 ? options.size : last->size);
  });
  for (const auto& hash : hashes) std::cout << to_base64(as_bytes(hash)) << "\n";
  return 0;
}

/// One subcommand and what it does.
struct Part {
  CLI::App* app;
  std::function<int(const LogOptions&)> run;
};

Part with_database(CLI::App* app, LogOptions& options,
                   std::function<int(storage::Database&, const LogOptions&)> run) {
  app->add_option("--data", options.house.data, "The data folder with the private database");
  app->add_option("--database", options.house.database, "A PostgreSQL URL instead");
  return {app, [run = std::move(run)](const LogOptions& given) {
            const auto access = open_books(given.house.data, given.house.database);
            storage::Database database{access.conninfo(), 1};
            return run(database, given);
          }};
}

Part with_keys(CLI::App* app, LogOptions& options, std::function<int(const LogOptions&)> run) {
  app->add_option("--data", options.house.data, "The data folder with the log's keys");
  app->add_option("--origin", options.house.origin,
                  "What the log is named, if you want to be sure");
  return {app, std::move(run)};
}

std::vector<Part> reading_parts(CLI::App& app, LogOptions& options) {
  auto* checkpoint = app.add_subcommand("checkpoint", "Print the last signed head");
  auto* proof = app.add_subcommand("proof", "Print the proof that a record is in the log");
  proof->add_option("seq", options.seq, "The record's number")->required();
  auto* consistency = app.add_subcommand("consistency", "Print the proof that the log only grew");
  consistency->add_option("from", options.old_size, "The earlier size")->required();
  consistency->add_option("to", options.size, "The later size; else the last signed one");
  auto* bundle = app.add_subcommand("bundle", "Write the audit bundle: a folder, or NAME.tar");
  bundle->add_option("out", options.out, "A new name")->required();
  return {
      with_database(checkpoint, options,
                    [](auto& database, const LogOptions&) { return print_checkpoint(database); }),
      with_database(
          proof, options,
          [](auto& database, const LogOptions& given) { return print_proof(database, given.seq); }),
      with_database(consistency, options, print_consistency),
      with_database(bundle, options, [](auto& database, const LogOptions& given) {
        audit::write_bundle(database, given.out);
        return 0;
      })};
}

std::vector<Part> signing_parts(CLI::App& app, LogOptions& options) {
  auto* resume = app.add_subcommand(
      "resume", "Verify the whole database and let the signer go on, after it refused");
  resume->add_option("--policy", options.policy, "Whom you trust: an auditor's file")->required();
  resume->add_option("--since", options.since,
                     "A checkpoint that somebody kept; without it, the signer's own memory");
  resume->add_option("--database", options.house.database, "A PostgreSQL URL");
  auto* keys = app.add_subcommand("keys", "Print the policy's line for each key of the log");
  auto* rotate = app.add_subcommand(
      "rotate", "Make the log's next key: from the next start on both keys sign");
  auto* retire = app.add_subcommand("retire", "End the log's old key: the next takes its place");
  return {
      with_keys(resume, options,
                [](const LogOptions& given) {
                  return resume_log(given.house, given.policy, given.since);
                }),
      with_keys(keys, options, [](const LogOptions& given) { return print_log_keys(given.house); }),
      with_keys(rotate, options,
                [](const LogOptions& given) { return rotate_log_key(given.house); }),
      with_keys(retire, options,
                [](const LogOptions& given) { return retire_log_key(given.house); })};
}

}  // namespace

std::function<int()> add_log(CLI::App& app) {
  const auto options = std::make_shared<LogOptions>();
  options->house.data = "relief-data";
  app.require_subcommand(1);
  auto parts = reading_parts(app, *options);
  for (auto& part : signing_parts(app, *options)) parts.push_back(std::move(part));
  return [options, parts = std::move(parts)] {
    const auto chosen =
        std::ranges::find_if(parts, [](const Part& part) { return part.app->parsed(); });
    ensure(chosen != parts.end(), "one subcommand is demanded");
    return chosen->run(*options);
  };
}

}  // namespace relief::cli
