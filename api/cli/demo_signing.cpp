#include "api/cli/demo_signing.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"

namespace relief::cli {
namespace {

void require_meant(bool is_meant) {
  require(is_meant, Errc::refused, "a statement to sign says something else than what was asked");
}

/// Reads a statement as its signer should: nobody signs what they didn't mean.
void check(const Calls& calls, const Player& who, const Act& act, const std::string& text) {
  const auto statement = parse_canonical(text);
  require_meant(statement.at("act") == act.act && statement.at("target") == act.target);
  require_meant(statement.at("signer") == who.id && statement.at("key") == who.key);
  const auto expires = parse_instant(statement.at("expires").get<std::string>());
  require_meant(expires > calls.now() && expires <= calls.now() + std::chrono::minutes{30});
  if (!act.money) return;
  require_meant(statement.value("money", "") == act.money->units_text() &&
                statement.value("currency", "") == act.money->currency().code);
}

nlohmann::json sign_statement(const Calls& calls, const Player& who, const Act& act,
                              const nlohmann::json& asked) {
  const auto statement = asked.at("statement").get<std::string>();
  check(calls, who, act, statement);
  const auto challenge = act_challenge(statement);
  require_meant(asked.at("challenge") == to_base64url(as_bytes(challenge)));
  return {{"statement", statement}, {"signature", signature_of(who, statement)}};
}

}  // namespace

nlohmann::json signature_of(const Player& who, std::string_view statement) {
  const auto challenge = act_challenge(statement);
  return {{"key", who.key},
          {"alg", "ed25519"},
          {"value", to_base64url(who.signing->sign(as_bytes(challenge)))}};
}

nlohmann::json signed_body(Calls& calls, Player& who, const Act& act) {
  auto question = act.fields;
  question["act"] = act.act;
  question["target"] = act.target;
  auto body = sign_statement(calls, who, act, calls.post(who, "/v1/statements-to-sign", question));
  body.update(act.fields);
  return body;
}

nlohmann::json sign(Calls& calls, Player& who, const Act& act) {
  const api::Question ask{
      .method = act.method, .path = act.path, .body = signed_body(calls, who, act).dump()};
  return json_of(ask, calls.ask(who, ask));
}

nlohmann::json sign_together(Calls& calls, Player& first, Player& second, const Act& act) {
  const auto proposal = sign(calls, first, act).at("proposal").get<std::string>();
  const auto path = "/v1/proposals/" + proposal;
  const auto asked = calls.post(second, "/v1/statements-to-sign", {{"proposal", proposal}});
  return calls.post(second, path + "/signatures", sign_statement(calls, second, act, asked));
}

}  // namespace relief::cli
