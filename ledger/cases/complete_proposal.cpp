#include "ledger/cases/complete_proposal.h"

#include <algorithm>

#include "ledger/cases/replay.h"
#include "ledger/storage/people.h"

namespace relief {
namespace {

void require_open(const storage::Proposal& proposal, Instant now) {
  require(proposal.state == storage::ProposalState::open, Errc::conflict,
          "this proposal was completed or taken back before");
  require(now < proposal.expires, Errc::conflict, "this proposal has lapsed: propose it again");
}

/// What may have changed while the command waited: looked at under the log's lock.
void require_still(Work& work, const ProposalId& id, const std::vector<Act>& acts) {
  const auto proposal = storage::find_proposal(work.tx(), id);
  require_open(proposal, work.now());
  const auto held = storage::roles_of(work.tx(), proposal.by.person);
  require(std::ranges::find(held, proposal.by.role) != held.end(), Errc::conflict,
          "who proposed this doesn't hold that role any more");
  require_keys_in_force(work.tx(), acts);
}

}  // namespace

void require_second(const storage::Proposal& proposal, const Signers& signers, const Actor& actor,
                    Instant now) {
  require_open(proposal, now);
  require(signers.roles.size() == 2, Errc::conflict,
          "the rulebook in force wants one signature for this: do it anew");
  require_clause(proposal.by.person != actor.person, signers.clause, "another person signs second");
  const auto missing = proposal.by.role == signers.roles[0] ? signers.roles[1] : signers.roles[0];
  require(actor.role == missing, Errc::forbidden, "the signature of another role is missing here");
}

Committed complete_proposal(Context& context, const Actor& second,
                            const storage::Proposal& proposal, std::function<Facts(Work&)> decide,
                            const VerifiedAct& given, const IdempotencyKey& key) {
  const std::vector<Act> acts{
      {.text = proposal.statement, .signature = nlohmann::json::parse(proposal.signature)},
      given.act};
  // The key is the second signer's and the command the first one's, so the answer is kept here.
  const auto both = [&, decide = std::move(decide)](Work& work) {
    require_still(work, proposal.id, acts);
    auto facts = decide(work);
    storage::close_proposal(work.tx(), proposal.id, storage::ProposalState::done);
    keep_facts(work.tx(), second.person, key, facts, work.now());
    return facts;
  };
  return commit(context,
                {.actor = proposal.by, .decide = both, .acts = acts, .seed = proposal.seed});
}

}  // namespace relief
