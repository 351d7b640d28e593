#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/signing.h"

namespace relief::cli {

std::function<int()> add_sign(CLI::App& app) {
  const auto options = std::make_shared<SignOptions>();
  app.add_option("act", options->act, "request.approved, batch.ordered, …; or: proposal")
      ->required();
  app.add_option("target", options->targets,
                 "What is acted on, or new; for a proposal, its prp_…; several, or - to read them "
                 "from standard input, one a line")
      ->required();
  app.add_option("--key", options->key, "Your secret key (PKCS#8 PEM, mode 0600)")->required();
  app.add_option("--token-file", options->token, "Your bearer token (mode 0600)")->required();
  app.add_option("--fields", options->fields, "The act's own fields, as JSON, for each target");
  app.add_option("--server", options->server, "HOST:PORT of the server on this machine");
  app.add_flag("--yes", options->yes, "Sign without asking: whoever says this has read it");
  app.footer(
      "Prints a body for each target, one a line, in their order; a statement names its\n"
      "target. A body is posted to the act's own address, for a proposal to\n"
      "/v1/proposals/{id}/signatures. Exit codes: 0 all signed, 1 some refused or not\n"
      "agreed to, 2 usage, 3 environment.");
  return [options] { return sign(*options, std::cin, std::cout, std::cerr); };
}

}  // namespace relief::cli
