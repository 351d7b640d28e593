#include "api/http/acts.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/complete_proposal.h"

namespace relief::api {
namespace {

nlohmann::json to_json(const storage::Proposal& proposal) {
  return {{"id", proposal.id.text()},
          {"act", proposal.act},
          {"target", proposal.target},
          {"proposed_by", proposal.by.person.text()},
          {"role", roles.text(proposal.by.role)},
          {"proposed_at", to_text(proposal.at)},
          {"expires_at", to_text(proposal.expires)},
          {"state", storage::proposal_states.text(proposal.state)},
          {"statement", proposal.statement}};
}

/// The acts whose proposals somebody of this role sees; nothing: all. A custodian, who sees no
/// sums, sees those that a custodian signs.
std::optional<std::vector<std::string>> acts_shown_to(Role role) {
  if (role != Role::custodian) return std::nullopt;
  std::vector<std::string> shown;
  for (const auto& row : signed_acts()) {
    if (row.signers.has(role)) shown.emplace_back(row.name);
  }
  return shown;
}

bool is_shown(const Actor& actor, const storage::Proposal& proposal) {
  return may_see(actor, proposal) &&
         (actor.role != Role::custodian || find_act(proposal.act).signers.has(actor.role));
}

storage::Proposal proposal_of(const Call& call) {
  require(ProposalId::is_well_formed(call.parts[0]), Errc::not_found, "there is no such proposal");
  auto proposal = call.context.database.read([&](storage::Transaction& tx) {
    return storage::find_proposal(tx, ProposalId{call.parts[0]});
  });
  require(is_shown(call.actor, proposal), Errc::not_found, "there is no such proposal");
  return proposal;
}

Reply get_proposals(const Call& call) {
  const auto page = page_of(call);
  const storage::ProposalQuery query{.now = call.context.clock(),
                                     .organisation = scope_of(call.actor),
                                     .acts = acts_shown_to(call.actor.role),
                                     .after = page.after,
                                     .limit = page.limit};
  const auto open = call.context.database.read([&](storage::Transaction& tx) {
    return after_cursor(page, [&] { return storage::open_proposals(tx, query); });
  });
  auto items = nlohmann::json::array();
  for (const auto& proposal : open) items.push_back(to_json(proposal));
  return {.json = list_of(std::move(items), page)};
}

/// With the act's own fields: what the second signer is asked to sign.
Reply get_proposal(const Call& call) {
  const auto proposal = proposal_of(call);
  auto json = to_json(proposal);
  json["fields"] = nlohmann::json::parse(proposal.input);
  return {.json = std::move(json)};
}

Reply post_proposal_signature(const Call& call) {
  const auto proposal = proposal_of(call);
  const auto& row = find_act(proposal.act);
  if (auto earlier = earlier_answer(call, row.status)) return *std::move(earlier);

  require_second(proposal, signers_for(call, row), call.actor, call.context.clock());
  const auto [statement, signature, rest] = signed_body(call.json);
  require_field(rest.empty(), "", "a second signature brings no fields of its own");
  const auto given = verify_act(call.context, call.actor.person, statement, signature);
  auto decide = row.decide(proposal.target, nlohmann::json::parse(proposal.input));
  return answer(call, row.status,
                complete_proposal(call.context, call.actor, proposal, std::move(decide), given,
                                  key_of(call)));
}

Reply post_proposal_withdrawal(const Call& call) {
  const auto id = proposal_of(call).id;
  return answer(call, 200, withdraw_proposal(call.context, call.actor, id, key_of(call)));
}

}  // namespace

std::vector<Route> proposals_routes() {
  return {
      {"GET", "/v1/proposals", everyone, get_proposals},
      {"GET", "/v1/proposals/{}", everyone, get_proposal},
      {"POST", "/v1/proposals/{}/signatures", everyone, post_proposal_signature, Body::json, true},
      {"POST", "/v1/proposals/{}/withdrawal", everyone, post_proposal_withdrawal, Body::json, true},
  };
}

}  // namespace relief::api
