#include "ledger/storage/proposals.h"

#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

struct ProposalColumns {
  std::string id, act, target, input, seed, statement, signature;
  std::string person, role, organisation, at, expires, state;

  [[nodiscard]] Proposal proposal() const {
    Proposal proposal{.id = ProposalId{id},
                      .act = act,
                      .target = target,
                      .input = input,
                      .seed = seed,
                      .statement = statement,
                      .signature = signature,
                      .by = {.person = PersonId{person}, .role = roles.value(role)},
                      .at = parse_instant(at),
                      .expires = parse_instant(expires),
                      .state = proposal_states.value(state)};
    if (proposal.by.role == Role::shelter && !organisation.empty())
      proposal.by.organisation = OrganisationId{organisation};
    return proposal;
  }
};

}  // namespace

Proposal find_proposal(Transaction& tx, const ProposalId& id) {
  ProposalColumns row;
  tx.sql() << R"sql(
      select proposal.id, act, target, input, seed, statement, signature, proposed_by, role,
             coalesce(organisation, ''), instant_text(proposed_at), instant_text(expires_at), state
        from proposal join person on person.id = proposed_by
       where proposal.id = :id
    )sql",
      in(id, "id"), soci::into(row.id), soci::into(row.act), soci::into(row.target),
      soci::into(row.input), soci::into(row.seed), soci::into(row.statement),
      soci::into(row.signature), soci::into(row.person), soci::into(row.role),
      soci::into(row.organisation), soci::into(row.at), soci::into(row.expires),
      soci::into(row.state);
  require(tx.sql().got_data(), Errc::not_found, "there is no such proposal");
  return row.proposal();
}

std::vector<Proposal> open_proposals(Transaction& tx, const ProposalQuery& query) {
  const auto moment = to_text(query.now);
  const int of_all = query.acts ? 0 : 1;
  Array acts;
  for (const auto& act : query.acts.value_or(std::vector<std::string>{})) acts.add(act);
  std::string after_moment;
  if (!query.after.empty()) {
    require(ProposalId::is_well_formed(query.after), Errc::not_found, "there is no such proposal");
    after_moment = to_text(find_proposal(tx, ProposalId{query.after}).at);
  }
  ProposalColumns row;
  std::vector<Proposal> proposals;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select proposal.id, act, target, input, seed, statement, signature, proposed_by, role,
             coalesce(organisation, ''), instant_text(proposed_at), instant_text(expires_at), state
        from proposal join person on person.id = proposed_by
       where state = 'open' and expires_at > cast(:now as timestamptz)
         and (:all = 1 or act = any (cast(:acts as text[])))
         and (:organisation = '' or (role = 'shelter' and organisation = :organisation))
         and (:after = ''
              or (proposed_at, proposal.id) < (cast(nullif(:moment, '') as timestamptz), :after))
       order by proposed_at desc, proposal.id desc limit :limit
    )sql",
       in(moment, "now"), in(of_all, "all"), in(acts.text(), "acts"),
       in(query.organisation, "organisation"), in(query.after, "after"), in(after_moment, "moment"),
       in(query.limit, "limit"), soci::into(row.id), soci::into(row.act), soci::into(row.target),
       soci::into(row.input), soci::into(row.seed), soci::into(row.statement),
       soci::into(row.signature), soci::into(row.person), soci::into(row.role),
       soci::into(row.organisation), soci::into(row.at), soci::into(row.expires),
       soci::into(row.state));
  for (statement.execute(); statement.fetch();) proposals.push_back(row.proposal());
  return proposals;
}

void insert(Transaction& tx, const Proposal& proposal) {
  const std::string role{roles.text(proposal.by.role)};
  const std::string state{proposal_states.text(proposal.state)};
  const auto at = to_text(proposal.at);
  const auto expires = to_text(proposal.expires);
  tx.change() << R"sql(
      insert into proposal (id, act, target, input, seed, statement, signature, proposed_by, role,
                            proposed_at, expires_at, state)
      values (:id, :act, :target, :input, :seed, :statement, :signature, :person, :role,
              cast(:at as timestamptz), cast(:expires as timestamptz), :state)
    )sql",
      in(proposal.id, "id"), in(proposal.act, "act"), in(proposal.target, "target"),
      in(proposal.input, "input"), in(proposal.seed, "seed"), in(proposal.statement, "statement"),
      in(proposal.signature, "signature"), in(proposal.by.person, "person"), in(role, "role"),
      in(at, "at"), in(expires, "expires"), in(state, "state");
}

void close_proposal(Transaction& tx, const ProposalId& id, ProposalState state) {
  const std::string name{proposal_states.text(state)};
  std::string closed;
  tx.change() << R"sql(
      update proposal set state = :state where id = :id and state = 'open' returning id
    )sql",
      in(name, "state"), in(id, "id"), soci::into(closed);
  require(tx.sql().got_data(), Errc::conflict, "this proposal isn't open any more");
}

}  // namespace relief::storage
