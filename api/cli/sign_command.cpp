#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/address.h"
#include "api/cli/commands.h"
#include "api/http/client.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

struct SignOptions {
  std::string act, target;
  std::filesystem::path key;
  std::filesystem::path token;
  std::string fields = "{}";
  std::string server = "127.0.0.1:8080";
  bool yes = false;
};

/// Asks the server for the statement of the act, as it would be recorded now.
nlohmann::json statement_of(const SignOptions& options, const nlohmann::json& fields) {
  auto body = fields;
  body["act"] = options.act;
  body["target"] = options.target;
  auto token = read_secret_file(options.token);
  while (token.ends_with('\n')) token.pop_back();
  const auto [host, port] = address_of(options.server);
  api::Client client{host, port};
  const auto answer = client.ask(
      {.method = "POST", .path = "/v1/statements-to-sign", .bearer = token, .body = body.dump()});
  auto json = answer.json();
  require(answer.status == 200 && json.is_object(), Errc::refused,
          "the server drafts no such statement: " +
              (json.is_object() ? json.value("detail", json.value("title", "")) : std::string{}));
  return json;
}

bool confirmed(const std::string& statement) {
  std::cerr << "You are about to sign, exactly:\n\n"
            << nlohmann::json::parse(statement).dump(2) << "\n\nSign it? Type yes: ";
  std::string typed;
  std::getline(std::cin, typed);
  return typed == "yes";
}

/// Shows the statement, signs it, and prints the body that the act's own endpoint takes.
int sign(const SignOptions& options) {
  const auto key = SigningKey::of_pem(read_secret_file(options.key));
  auto body = nlohmann::json::parse(options.fields, nullptr, false);
  require(body.is_object(), Errc::malformed, "--fields takes the act's own fields, a JSON object");
  const auto drafted = statement_of(options, body);
  const auto statement = drafted.at("statement").get<std::string>();
  const auto challenge = act_challenge(statement);
  require(drafted.at("challenge") == to_base64url(as_bytes(challenge)), Errc::refused,
          "the server's challenge isn't the statement's");
  if (!options.yes && !confirmed(statement)) return 1;
  body["statement"] = statement;
  body["signature"] = {{"key", nlohmann::json::parse(statement).at("key")},
                       {"alg", "ed25519"},
                       {"value", to_base64url(key.sign(as_bytes(challenge)))}};
  std::cout << body.dump() << "\n";
  return 0;
}

}  // namespace

std::function<int()> add_sign(CLI::App& app) {
  const auto options = std::make_shared<SignOptions>();
  app.add_option("act", options->act, "request.approved, batch.ordered, …")->required();
  app.add_option("target", options->target, "What is acted on, or new")->required();
  app.add_option("--key", options->key, "Your secret key (PKCS#8 PEM, mode 0600)")->required();
  app.add_option("--token-file", options->token, "Your bearer token (mode 0600)")->required();
  app.add_option("--fields", options->fields, "The act's own fields, as JSON");
  app.add_option("--server", options->server, "HOST:PORT of the server on this machine");
  app.add_flag("--yes", options->yes, "Sign without asking: whoever says this has read it");
  return [options] { return sign(*options); };
}

}  // namespace relief::cli
