#include "ledger/cases/amend_request.h"

#include <utility>

#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/scope.h"

namespace relief {
namespace {

bool says_anything(const Asked& asked) {
  return asked.amount || asked.award || asked.recovered || asked.payout || asked.reason ||
         asked.reason_code || asked.allocation || !asked.evidence.empty();
}

/// The new version pays all of it anew, so nothing of it may have reached the person.
void require_all_came_back(Work& work, const storage::Request& request) {
  const auto payment = storage::find_payment_of(work.tx(), request.id, request.version);
  require(payment && owed_of(work, *payment) == request.amount, Errc::conflict,
          "part of this payment reached the person: what came back is ordered again to the same "
          "account, or given up");
}

/// A request that keeps its status goes on waiting for what it waited for.
void set_status_of(storage::Request& request, RequestStatus status) {
  if (request.status != status) request.waits_for = storage::usual_wait(status);
  request.status = status;
}

}  // namespace

Facts amend_request(Work& work, const RequestId& id, const Asked& asked) {
  const auto role = work.actor().role;
  require(role == Role::shelter || role == Role::administrator, Errc::forbidden,
          "only whoever asked, or an administrator, amends a request");
  const auto request = request_for(work.tx(), work.actor(), id);
  const auto status = after(request.status, RequestAct::amend);
  if (request.status == RequestStatus::returned) require_all_came_back(work, request);
  require(says_anything(asked), Errc::malformed, "an amendment says what it changes");
  require(!asked.allocation || role == Role::administrator, Errc::forbidden,
          "only an administrator chooses the fund and place");
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);

  auto next = next_version(work, relief_case, request, asked);
  set_status_of(next.request, status);
  next.record.entry = end_of_commitment(work, request);
  const auto amended = next.request;
  const auto seq = append_version(work, std::move(next), storage::RequestEvent::amended);
  commit_waiting(work, request.fund.text(), request.place.text(), seq);
  return facts_of(amended, seq);
}

Facts answer_request(Work& work, const RequestId& id, const Asked& asked) {
  require(work.actor().role == Role::shelter, Errc::forbidden,
          "only whoever asked answers for a request");
  const auto request = request_for(work.tx(), work.actor(), id);
  const auto status = after(request.status, RequestAct::answer);
  require(says_anything(asked), Errc::malformed,
          "an answer says something: documents, or the code of a reason");
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);
  auto next = next_version(work, relief_case, request, asked);
  set_status_of(next.request, status);

  const auto answered = work.append({.kind = "request.answered",
                                     .fields = {{"request", id.text()},
                                                {"version", request.version},
                                                {"code", asked.reason_code.value_or("answered")}}});
  next.record.cause = {answered};
  const auto again = next.request;
  const auto seq = append_version(work, std::move(next), storage::RequestEvent::answered);
  return facts_of(again, seq);
}

}  // namespace relief
