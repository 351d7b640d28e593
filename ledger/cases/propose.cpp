#include "ledger/cases/propose.h"

#include "ledger/cases/replay.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"

namespace relief {

Signers signers_of(Context& context, std::string_view kind) {
  const auto rules = context.database.read(
      [&](storage::Transaction& tx) { return context.rulebooks.in_force(tx); });
  const auto* rule = act_rule(rules->rules, kind);
  require(rule != nullptr, Errc::refused, "the rulebook in force doesn't know such an act");
  Signers signers{.roles = {}, .clause = rule->clause};
  for (const auto& role : rule->signers) signers.roles.push_back(roles.value(role));
  return signers;
}

Committed propose(Context& context, const Actor& actor, const AskedAct& asked,
                  const VerifiedAct& given, const IdempotencyKey& key) {
  const auto seed = seed_of(asked.name, asked.target, asked.input, given.signing);
  const auto drafted = draft(context, actor, seed, asked.decide);
  require(statement_text(drafted, given.signing) == given.act.text, Errc::conflict,
          "what was signed isn't what would be proposed now: ask for a new statement");
  const auto now = context.clock();
  const storage::Proposal proposal{.id = ProposalId::random(context.entropy),
                                   .act = asked.name,
                                   .target = asked.target,
                                   .input = canonical(asked.input),
                                   .seed = seed,
                                   .statement = given.act.text,
                                   .signature = canonical(given.act.signature),
                                   .by = actor,
                                   .at = now,
                                   .expires = now + proposal_lifetime,
                                   .state = storage::ProposalState::open};
  return context.database.change([&](storage::Transaction& tx) -> Committed {
    if (auto facts = earlier_facts(tx, actor.person, key)) return {*std::move(facts), true};
    require_unrecorded(tx, {given.act}, {});
    const Facts facts{{"proposal", proposal.id.text()}, {"expires_at", to_text(proposal.expires)}};
    storage::insert(tx, proposal);
    keep_facts(tx, actor.person, key, facts, now);
    return {facts, false};
  });
}

bool may_see(const Actor& actor, const storage::Proposal& proposal) {
  return actor.role != Role::shelter || actor.organisation == proposal.by.organisation;
}

Committed withdraw_proposal(Context& context, const Actor& actor, const ProposalId& id,
                            const IdempotencyKey& key) {
  return context.database.change([&](storage::Transaction& tx) -> Committed {
    if (auto facts = earlier_facts(tx, actor.person, key)) return {*std::move(facts), true};
    const auto proposal = storage::find_proposal(tx, id);
    require(may_see(actor, proposal), Errc::not_found, "there is no such proposal");
    require(proposal.by.person == actor.person, Errc::forbidden,
            "only who proposed something takes it back");
    storage::close_proposal(tx, id, storage::ProposalState::withdrawn);
    const Facts facts{{"id", id.text()}, {"state", "withdrawn"}};
    keep_facts(tx, actor.person, key, facts, context.clock());
    return {facts, false};
  });
}

}  // namespace relief
