#include "ledger/aid/request.h"

#include <algorithm>

namespace relief {
namespace {

constexpr auto standings = names<RequestStatus>({
    {RequestStatus::being_checked, "is being checked"},
    {RequestStatus::held, "is held until recognition"},
    {RequestStatus::submitted, "waits for approvals"},
    {RequestStatus::approved, "is approved"},
    {RequestStatus::rejected, "is rejected"},
    {RequestStatus::withdrawn, "is withdrawn"},
    {RequestStatus::lapsed, "has lapsed"},
    {RequestStatus::ordered, "is ordered from the bank"},
    {RequestStatus::failed, "was refused by the bank"},
    {RequestStatus::paid, "is paid"},
    {RequestStatus::returned, "was returned by the bank"},
    {RequestStatus::given_up, "is given up"},
});

constexpr auto deeds = names<RequestAct>({
    {RequestAct::hold, "held"},
    {RequestAct::submit, "submitted"},
    {RequestAct::recognise, "released by recognition"},
    {RequestAct::approve, "approved"},
    {RequestAct::reject, "rejected"},
    {RequestAct::withdraw, "withdrawn"},
    {RequestAct::lapse, "let lapse"},
    {RequestAct::answer, "answered"},
    {RequestAct::amend, "amended"},
    {RequestAct::order, "ordered"},
    {RequestAct::fail, "marked as failed"},
    {RequestAct::reinstate, "reinstated"},
    {RequestAct::pay, "paid"},
    {RequestAct::give_back, "returned"},
    {RequestAct::undo, "undone by the bank"},
    {RequestAct::give_up, "given up"},
});

bool lists(std::span<const CaseStatus> statuses, CaseStatus status) {
  return std::ranges::find(statuses, status) != statuses.end();
}

bool is_positive(const Money& money) { return !money.is_zero() && !money.is_negative(); }

/// An amount may be left out where it follows from a rule; a given one has to be that one.
void require_the_same(const Purpose& purpose, const AskedAmount& asked, const Money& owed,
                      std::string_view what) {
  require_clause(!asked.amount || *asked.amount == owed, purpose.clause,
                 std::string{what} + " is " + owed.decimal() + " " +
                     std::string{owed.currency().code} + ", no other amount");
}

Money fixed_amount(const Purpose& purpose, const AskedAmount& asked, Date day) {
  const auto& allowance = allowance_on(purpose, day);
  require_the_same(purpose, asked, allowance.amount, "this allowance");
  return allowance.amount;
}

Money shortfall(const Purpose& purpose, const AskedAmount& asked) {
  require_field(asked.award && is_positive(*asked.award), "/award",
                "this purpose needs the award of the court, above zero");
  const auto recovered = asked.recovered.value_or(Money::zero(asked.award->currency()));
  require_field(recovered.currency() == asked.award->currency(), "/recovered",
                "what was recovered is stated in the currency of the award");
  require_field(!recovered.is_negative(), "/recovered", "what was recovered isn't below zero");
  require_clause(recovered < *asked.award, purpose.clause,
                 "the award is recovered in full; nothing is left to pay");
  auto owed = *asked.award - recovered;
  require_the_same(purpose, asked, owed, "what is left of the award");
  return owed;
}

}  // namespace

RequestStatus after(RequestStatus status, RequestAct act) {
  const auto step = std::ranges::find_if(request_transitions, [&](const Transition& candidate) {
    return candidate.from == status && candidate.act == act;
  });
  if (step == request_transitions.end()) {
    throw Error{Errc::conflict, "a request that " + std::string{standings.text(status)} +
                                    " can't be " + std::string{deeds.text(act)}};
  }
  return step->to;
}

RequestAct act_after_check(const Purpose& purpose, CaseStatus person) {
  if (lists(purpose.payable_to, person)) return RequestAct::submit;
  require_clause(lists(purpose.held_for, person), purpose.clause,
                 "this purpose isn't paid to a person of this status");
  return RequestAct::hold;
}

Money amount_due(const Purpose& purpose, const AskedAmount& asked, Date day) {
  if (purpose.pays_shortfall) return shortfall(purpose, asked);
  require_field(!asked.award, "/award", "this purpose has no award");
  require_field(!asked.recovered, "/recovered", "this purpose has nothing to recover");
  if (!purpose.amounts.empty()) return fixed_amount(purpose, asked, day);
  require_field(asked.amount && is_positive(*asked.amount), "/amount",
                "this purpose needs an amount above zero");
  return *asked.amount;
}

void require_evidence(const Purpose& purpose, std::span<const std::string> kinds) {
  for (const auto& needed : purpose.evidence) {
    require_clause(std::ranges::find(kinds, needed) != kinds.end(), purpose.clause,
                   "a document that this purpose needs is missing: " + needed);
  }
}

void require_within_limit(const Purpose& purpose, int earlier) {
  require_clause(!purpose.limit_per_recognition || earlier < *purpose.limit_per_recognition,
                 purpose.clause, "this was asked for this recognition decision before");
}

}  // namespace relief
