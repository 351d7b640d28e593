#include "api/http/acts.h"
#include "api/http/fields.h"
#include "api/http/nouns.h"
#include "ledger/base/text.h"
#include "ledger/cases/complete_proposal.h"
#include "ledger/proof/act.h"

namespace relief::api {
namespace {

Reply to_be_signed(const Work::Signed& drafted, const Signing& signing) {
  const auto statement = statement_text(drafted, signing);
  const auto challenge = act_challenge(statement);
  return {.json = {{"statement", statement}, {"challenge", to_base64url(as_bytes(challenge))}}};
}

/// The statement of an act that the caller begins. All but act, target and key are its own fields.
Reply statement_of_act(const Call& call) {
  Fields fields{call.json};
  const auto name = fields.text("act", 64);
  const auto target = fields.text("target", 64);
  const auto key = fields.optional_id<KeyId>("key");
  auto input = call.json;
  for (const auto* own : {"act", "target", "key"}) input.erase(own);

  const auto& row = find_act(name);
  signers_for(call, row);
  const auto decide = row.decide(target, input);
  const auto signing = new_signing(call.context, call.actor.person, key);
  const auto seed = seed_of(name, target, input, signing);
  return to_be_signed(draft(call.context, call.actor, seed, decide), signing);
}

/// The second signer's statement: of the same act, drafted from the same seed, so that both say the
/// same.
Reply statement_of_proposal(const Call& call) {
  Fields fields{call.json};
  const auto id = fields.id<ProposalId>("proposal");
  const auto key = fields.optional_id<KeyId>("key");
  fields.done();
  const auto proposal = call.context.database.read(
      [&](storage::Transaction& tx) { return storage::find_proposal(tx, id); });
  require(may_see(call.actor, proposal), Errc::not_found, "there is no such proposal");

  const auto& row = find_act(proposal.act);
  require_second(proposal, signers_for(call, row), call.actor, call.context.clock());
  const auto decide = row.decide(proposal.target, nlohmann::json::parse(proposal.input));
  const auto signing = new_signing(call.context, call.actor.person, key);
  return to_be_signed(draft(call.context, proposal.by, proposal.seed, decide), signing);
}

Reply post_statement_to_sign(const Call& call) {
  const bool second = Fields{call.json}.has("proposal") && !Fields{call.json}.has("act");
  return second ? statement_of_proposal(call) : statement_of_act(call);
}

}  // namespace

std::vector<Route> statements_to_sign_routes() {
  return {{"POST", "/v1/statements-to-sign", everyone, post_statement_to_sign, Body::json}};
}

}  // namespace relief::api
