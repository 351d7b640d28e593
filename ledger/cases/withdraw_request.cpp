#include "ledger/cases/withdraw_request.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/request_version.h"
#include "ledger/cases/scope.h"

namespace relief {
namespace {

/// What follows from the record that ended a request before anything was ordered. Others may have
/// waited for its money, or behind it.
void end(Work& work, const storage::Request& request, RequestStatus status,
         const storage::RequestStep& step) {
  storage::set_status(work.tx(), request.id, status, work.now());
  storage::add_event(work.tx(), request.id, step);
  commit_waiting(work, request.fund.text(), request.place.text(), step.seq);
}

void lapse(Work& work, const storage::Request& request, const std::string& clause) {
  const auto status = after(request.status, RequestAct::lapse);
  auto entry = end_of_commitment(work, request);
  const auto seq = work.append_by_clock(
      {.kind = "request.lapsed",
       .fields = {{"request", request.id.text()}, {"version", request.version}},
       .entry = std::move(entry),
       .rulebook = work.rulebook_version(),
       .clause = clause});
  end(work, request, status,
      {.version = request.version,
       .event = storage::RequestEvent::lapsed,
       .by = "clock",
       .at = work.now(),
       .seq = seq});
}

}  // namespace

Facts withdraw_request(Work& work, const RequestId& id, const std::string& reason_code) {
  require(work.actor().role == Role::shelter, Errc::forbidden,
          "only whoever asked withdraws a request");
  auto request = request_for(work.tx(), work.actor(), id);
  const auto status = after(request.status, RequestAct::withdraw);
  auto entry = end_of_commitment(work, request);

  const auto seq = work.append(
      {.kind = "request.withdrawn",
       .fields = {{"request", id.text()}, {"version", request.version}, {"code", reason_code}},
       .entry = std::move(entry)});
  end(work, request, status,
      {.version = request.version,
       .event = storage::RequestEvent::withdrawn,
       .by = work.actor().person.text(),
       .at = work.now(),
       .seq = seq});
  request.status = status;
  request.waits_for = storage::usual_wait(status);
  return facts_of(request, seq);
}

Facts lapse_requests(Work& work) {
  const auto now = work.now();
  int lapsed = 0;
  for (const auto* status : {"submitted", "approved"}) {
    const auto waiting = storage::find_requests(
        work.tx(), {.status = status, .changed_before = now - std::chrono::days{1}});
    for (const auto& request : waiting) {
      const auto& step = step_of(work.tx(), work.rulebook(), request, work.today());
      if (!lapses(step, request.changed_at, now)) continue;
      lapse(work, request, step.clause);
      ++lapsed;
    }
  }
  return {{"lapsed", lapsed}};
}

}  // namespace relief
