#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/add_key.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

struct KeyOptions {
  std::filesystem::path file;
  std::string user;
};

/// Makes the secret key in `file`, its public half beside it, and says both.
int make_key(const KeyOptions& options) {
  const auto key = SigningKey::generate(system_entropy());
  create_secret_file(options.file, key.pem());
  const auto public_file = std::filesystem::path{options.file}.replace_extension(".pub");
  std::ofstream{public_file} << pem_of(key.public_key());
  std::cout << "secret  " << options.file.string() << "\npublic  " << public_file.string() << "\n";
  return 0;
}

/// What an administrator needs to register the key: itself, and the proof that somebody holds it.
int prove_key(const KeyOptions& options) {
  const auto key = SigningKey::of_pem(read_secret_file(options.file));
  const auto user = PersonId::parse(options.user);
  const auto public_key = key.public_key();
  const nlohmann::json shown{
      {"public_key", to_base64url(as_bytes(public_key))},
      {"proof", to_base64url(key.sign(key_proof_message(user, public_key)))}};
  std::cout << shown.dump() << "\n";
  return 0;
}

}  // namespace

std::function<int()> add_key(CLI::App& app) {
  const auto options = std::make_shared<KeyOptions>();
  app.require_subcommand(1);
  auto* make = app.add_subcommand("new", "Make a key: FILE (mode 0600), and FILE's name with .pub");
  make->add_option("file", options->file)->required();
  auto* proof =
      app.add_subcommand("proof", "Show that you hold the key, for POST /v1/users/ID/keys");
  proof->add_option("user", options->user, "usr_…")->required();
  proof->add_option("--key", options->file)->required();
  return [options, make] { return make->parsed() ? make_key(*options) : prove_key(*options); };
}

}  // namespace relief::cli
