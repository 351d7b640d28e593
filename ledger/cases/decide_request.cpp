#include "ledger/cases/decide_request.h"

#include <algorithm>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/request_version.h"
#include "ledger/cases/scope.h"

namespace relief {
namespace {

/// What is decided on, once it is clear that this person may decide it now.
struct Matter {
  storage::Request request;
  const ApprovalStep& step;
  std::size_t approvals;  ///< Of this version, so far.
};

Matter matter_of(Work& work, const RequestId& id, RequestAct act) {
  require(work.actor().role == Role::approver, Errc::forbidden, "only approvers decide");
  auto request = request_for(work.tx(), work.actor(), id);
  after(request.status, act);
  const auto involved = storage::involved_in(work.tx(), request);
  require_may_decide(involved, work.actor().person);
  const auto& step = step_of(work.tx(), work.rulebook(), request, work.today());
  require(!lapses(step, request.changed_at, work.now()), Errc::conflict,
          "this request has waited too long for decisions: it lapses");
  return {.request = std::move(request), .step = step, .approvals = involved.approvers.size()};
}

/// The record that is signed: all that the signer agrees to.
Record record_of(Work& work, const Matter& matter, std::string kind) {
  const auto& request = matter.request;
  return {.kind = std::move(kind),
          .fields = {{"request", request.id.text()},
                     {"version", request.version},
                     {"money", request.amount.units_text()},
                     {"currency", request.amount.currency().code},
                     {"fund", request.fund.text()},
                     {"place", request.place.text()},
                     {"digest", to_base64url(as_bytes(request.digest))}},
          .rulebook = work.rulebook_version(),
          .clause = matter.step.clause};
}

Terms decided_terms(const storage::Request& request) {
  return {.target = request.id.text(),
          .money = request.amount,
          .fund = request.fund.text(),
          .place = request.place.text()};
}

void write_decision(Work& work, const storage::Request& request, bool approved, std::uint64_t seq) {
  storage::insert(work.tx(), storage::RequestDecision{.request = request.id,
                                                      .version = request.version,
                                                      .person = work.actor().person,
                                                      .approved = approved,
                                                      .seq = seq});
  storage::add_event(
      work.tx(), request.id,
      {.version = request.version,
       .event = approved ? storage::RequestEvent::approved : storage::RequestEvent::rejected,
       .by = work.actor().person.text(),
       .at = work.now(),
       .seq = seq});
}

/// Refuses what the rules don't let the fund pay, whoever approves it.
void require_payable(Work& work, const storage::Request& request) {
  const auto& purpose = work.rulebook().purpose(request.purpose);
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);
  require_clause(act_after_check(purpose, relief_case.status) == RequestAct::submit, purpose.clause,
                 "this purpose is paid only once the person is recognised");
  require_within_limit(purpose, others_before(work, request));
  require_allocation(work, want_of(relief_case, request), {request.fund, request.place});
}

Facts decided(const storage::Request& request, std::size_t missing, std::uint64_t seq) {
  auto facts = facts_of(request, seq);
  facts["approvals_missing"] = missing;
  return facts;
}

}  // namespace

const ApprovalStep& step_of(storage::Transaction& tx, const Rulebook& rulebook,
                            const storage::Request& request, Date today) {
  std::vector<EarlierRequest> others;
  for (const auto& other :
       storage::find_requests(tx, {.relief_case = request.relief_case.text()})) {
    if (other.id == request.id || !is_living(other)) continue;
    others.push_back(
        {.purpose = other.purpose, .amount = other.amount, .on = day_in_baku(other.filed_at)});
  }
  return approval_step(rulebook, request.purpose, request.amount, others, today);
}

bool has_lapsed(Work& work, const storage::Request& request) {
  const auto by = [&](const ApprovalStep& step) {
    return lapses(step, request.changed_at, work.now());
  };
  // Few are old enough for any step: the case's other requests are looked up for those only.
  return std::ranges::any_of(work.rulebook().approvals, by) &&
         by(step_of(work.tx(), work.rulebook(), request, work.today()));
}

Facts approve_request(Work& work, const RequestId& id) {
  auto matter = matter_of(work, id, RequestAct::approve);
  auto& request = matter.request;
  require_payable(work, request);
  const auto missing = approvals_missing(matter.step, matter.approvals);
  const bool reserves = missing == 0 && can_commit(work, request);
  auto record = record_of(work, matter, "request.approved");
  if (reserves) record.entry = commitment(work, request);

  const auto seq = work.append_signed(std::move(record), decided_terms(request));
  write_decision(work, request, true, seq);
  if (missing == 0) {
    request.status = after(request.status, RequestAct::approve);
    request.waits_for = reserves ? storage::WaitsFor::order : storage::WaitsFor::money;
    request.approved_seq = seq;
    request.changed_at = work.now();
    storage::update(work.tx(), request);
    if (reserves) note_commitment(work, request, seq);
  }
  return decided(request, missing, seq);
}

Facts reject_request(Work& work, const RequestId& id, const std::string& reason_code) {
  auto matter = matter_of(work, id, RequestAct::reject);
  auto& request = matter.request;
  auto record = record_of(work, matter, "request.rejected");
  record.fields["code"] = reason_code;

  const auto seq = work.append_signed(std::move(record), decided_terms(request));
  write_decision(work, request, false, seq);
  request.status = after(request.status, RequestAct::reject);
  request.waits_for = storage::usual_wait(request.status);
  storage::set_status(work.tx(), request.id, request.status, work.now());
  return decided(request, 0, seq);
}

}  // namespace relief
