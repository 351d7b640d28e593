#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/database_access.h"
#include "ledger/audit/export.h"
#include "ledger/base/error.h"
#include "ledger/proof/tlog_proof.h"
#include "ledger/storage/log.h"

namespace relief::cli {
namespace {

struct Options {
  std::filesystem::path data = "relief-data";
  std::string database;
  std::uint64_t seq = 0;
  std::filesystem::path out;
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
    const auto leaves = storage::leaf_hashes(tx, 0, last->size);
    return tlog_proof_text({.index = seq,
                            .hashes = inclusion_proof(leaves, seq),
                            .checkpoint = last->note,
                            .extra = {}});
  });
  return 0;
}

}  // namespace

std::function<int()> add_log(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  auto* checkpoint = app.add_subcommand("checkpoint", "Print the last signed head");
  auto* proof = app.add_subcommand("proof", "Print the proof that a record is in the log");
  proof->add_option("seq", options->seq, "The record's number")->required();
  auto* bundle = app.add_subcommand("bundle", "Write the audit bundle: a folder, or NAME.tar");
  bundle->add_option("out", options->out, "A new name")->required();
  for (auto* sub : {checkpoint, proof, bundle}) {
    sub->add_option("--data", options->data, "The data folder with the private database");
    sub->add_option("--database", options->database, "A PostgreSQL URL instead");
  }
  return [options, checkpoint, proof] {
    const DatabaseAccess access{options->data, options->database};
    storage::Database database{access.conninfo(), 1};
    if (checkpoint->parsed()) return print_checkpoint(database);
    if (proof->parsed()) return print_proof(database, options->seq);
    audit::write_bundle(database, options->out);
    return 0;
  };
}

}  // namespace relief::cli
