#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/address.h"
#include "api/cli/commands.h"
#include "api/cli/house.h"
#include "api/cli/stop_on_signal.h"
#include "api/http/witness_server.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"
#include "ledger/proof/sha256.h"

namespace relief::cli {
namespace {

struct WitnessOptions {
  std::filesystem::path key;
  std::string name;
  std::filesystem::path state;
  std::string listen = "127.0.0.1:8082";
  std::vector<std::string> logs;
  std::filesystem::path logs_file;
};

/// What a witness signs under where nobody gave it a name: different for different keys, since a
/// policy names each witness once.
std::string name_of(const WitnessOptions& options, const SigningKey& key) {
  if (!options.name.empty()) return options.name;
  const auto public_key = key.public_key();
  const auto digest = sha256(as_bytes(public_key));
  return "witness-" + to_hex(as_bytes(digest).substr(0, 4));
}

std::string vkey_of(const WitnessOptions& options, const SigningKey& key) {
  return NoteVerifier{
      .name = name_of(options, key), .key = key.public_key(), .type = cosigns_checkpoint}
      .vkey();
}

SigningKey load(const std::filesystem::path& file) {
  return load_or_create_signing_key(file, system_entropy());
}

void watch(std::vector<NoteVerifier>& logs, const std::string& vkey) {
  auto log = NoteVerifier::parse(vkey);
  require(log.type == signs_text, Errc::malformed, "a log's key isn't a witness's");
  if (std::ranges::find(logs, log) == logs.end()) logs.push_back(std::move(log));
}

/// The logs of the options and of the file: a verifier key a line, or a policy's `log` lines.
std::vector<NoteVerifier> watched(const WitnessOptions& options) {
  std::vector<NoteVerifier> logs;
  for (const auto& vkey : options.logs) watch(logs, vkey);
  if (!options.logs_file.empty()) {
    std::ifstream file{options.logs_file};
    require(file.good(), Errc::unavailable, "the file of the logs to watch can't be read");
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("log ")) line.erase(0, 4);
      line.erase(std::min(line.find_last_not_of(" \t\r") + 1, line.size()));
      if (!line.empty() && !line.starts_with('#')) watch(logs, line);
    }
  }
  return logs;
}

int print_key(const WitnessOptions& options) {
  std::cout << vkey_of(options, load(options.key)) << "\n";
  return 0;
}

int serve_witness(const WitnessOptions& options) {
  auto key = load(options.key);
  const auto vkey = vkey_of(options, key);
  auto name = name_of(options, key);
  auto logs = watched(options);
  const auto count = logs.size();
  Witness witness{std::move(name), std::move(key), std::move(logs), options.state};
  api::WitnessServer server{witness, wall_clock()};
  const StopOnSignal stop{[&server] { server.stop(); }};
  const auto [host, port] = address_of(options.listen);
  const int bound = server.bind(host, port);
  std::cout << "witness " << vkey << "\nwatches " << count << " keys of logs\nlistening on http://"
            << host << ":" << bound << "\n"
            << std::flush;
  server.run();
  return 0;
}

}  // namespace

std::function<int()> add_witness(CLI::App& app) {
  const auto options = std::make_shared<WitnessOptions>();
  app.require_subcommand(1);
  auto* key = app.add_subcommand("key", "Print the witness's verifier key, for logs and policies");
  auto* run = app.add_subcommand("serve", "Cosign the heads of the logs that are watched");
  for (auto* sub : {key, run}) {
    sub->add_option("--key", options->key, "The key's file (mode 0600), made where there is none")
        ->required();
    sub->add_option("--name", options->name, "What it signs under, for ever; else made of the key");
  }
  run->add_option("--state", options->state, "The folder of its memory")->required();
  run->add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one");
  run->add_option("--log", options->logs, "The verifier key of a log to watch; again for more");
  run->add_option("--logs", options->logs_file,
                  "A file of them: one a line, as in a policy or bare");
  return [options, key] { return key->parsed() ? print_key(*options) : serve_witness(*options); };
}

}  // namespace relief::cli
