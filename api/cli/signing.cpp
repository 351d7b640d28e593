#include "api/cli/signing.h"

#include <istream>
#include <ostream>

#include "api/cli/address.h"
#include "api/cli/complain.h"
#include "api/cli/shown_statement.h"
#include "api/cli/signing_desk.h"
#include "ledger/base/error.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

constexpr std::string_view proposal_act = "proposal";

std::string token_in(const std::filesystem::path& file) {
  auto token = read_secret_file(file);
  while (token.ends_with('\n')) token.pop_back();
  return token;
}

std::vector<std::string> targets_of(const SignOptions& options, std::istream& in) {
  if (options.targets != std::vector<std::string>{"-"}) return options.targets;
  require(options.yes, Errc::malformed,
          "targets from standard input need --yes: the answers would come from there too");
  std::vector<std::string> targets;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) targets.push_back(line);
  }
  return targets;
}

nlohmann::json fields_of(const SignOptions& options) {
  auto fields = nlohmann::json::parse(options.fields, nullptr, false);
  require(fields.is_object(), Errc::malformed,
          "--fields takes the act's own fields, a JSON object");
  require(options.act != proposal_act || fields.empty(), Errc::malformed,
          "a proposal brings its own fields: leave --fields out");
  return fields;
}

/// Asks the person in front of the screen.
bool agreed(SigningDesk& desk, const Drafted& drafted, std::istream& in, std::ostream& err) {
  err << "You are about to sign:\n\n" << shown(desk, drafted) << "\nSign it? Type yes: ";
  err.flush();
  std::string typed;
  std::getline(in, typed);
  return typed == "yes";
}

}  // namespace

int sign(const SignOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  const auto fields = fields_of(options);
  const auto targets = targets_of(options, in);
  const auto [host, port] = address_of(options.server);
  SigningDesk desk{host, port, token_in(options.token),
                   SigningKey::of_pem(read_secret_file(options.key))};
  int code = 0;
  for (const auto& target : targets) {
    try {
      const auto drafted = options.act == proposal_act
                               ? desk.draft_proposal(target)
                               : desk.draft_act(options.act, target, fields);
      if (options.yes || agreed(desk, drafted, in, err)) {
        auto body = fields;
        body.update(desk.sign(drafted));
        out << body.dump() << "\n";
      } else {
        code = 1;
      }
    } catch (const Error& error) {
      if (error.code() == Errc::unavailable) throw;
      err << target << "\n";
      complain(err, error);
      code = 1;
    }
  }
  return code;
}

}  // namespace relief::cli
