#include "ledger/cases/review_case.h"

#include <utility>

#include "ledger/cases/request_version.h"
#include "ledger/cases/scope.h"

namespace relief {
namespace {

using storage::Review;

/// Where a checked request goes. One of a person whom the state refused is held like a presumed
/// person's: the decision may still be changed.
RequestStatus status_after_check(Work& work, const storage::ReliefCase& relief_case,
                                 const storage::Request& request) {
  const auto standing =
      relief_case.status == CaseStatus::refused ? CaseStatus::presumed : relief_case.status;
  return after(request.status, act_after_check(work.rulebook().purpose(request.purpose), standing));
}

void release(Work& work, const storage::Request& request, RequestStatus status, std::uint64_t seq) {
  storage::set_status(work.tx(), request.id, status, work.now());
  storage::add_event(work.tx(), request.id,
                     {.version = request.version,
                      .event = storage::RequestEvent::released,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
}

}  // namespace

Facts review_case(Work& work, const CaseReview& input) {
  require(work.actor().role == Role::administrator, Errc::forbidden,
          "only the fund's administrators review a case");
  auto relief_case = case_for(work.tx(), work.actor(), input.relief_case);
  const auto review = input.release ? Review::released : Review::stopped;
  require(relief_case.review != review, Errc::conflict,
          input.release ? "this case was released before" : "this case was stopped before");
  require(relief_case.review != Review::released, Errc::conflict,
          "this case was released, and a released case isn't stopped any more");
  const auto checked = storage::find_requests(
      work.tx(), {.relief_case = relief_case.id.text(), .status = "being_checked"});
  std::vector<RequestStatus> next;
  for (const auto& request : checked) {
    if (!input.release) break;
    require_within_limit(work.rulebook().purpose(request.purpose), others_before(work, request));
    next.push_back(status_after_check(work, relief_case, request));
  }

  const auto seq =
      work.append({.kind = input.release ? "case.released" : "case.stopped",
                   .fields = {{"case", relief_case.id.text()}, {"code", input.reason_code}}});
  relief_case.review = review;
  storage::update(work.tx(), relief_case);
  for (std::size_t i = 0; i < checked.size(); ++i) {
    if (input.release) {
      release(work, checked[i], next[i], seq);
    } else {
      storage::set_wait(work.tx(), checked[i].id, storage::WaitsFor::fund);
    }
  }
  return {{"id", relief_case.id.text()},
          {"status", storage::reviews.text(review)},
          {"requests", checked.size()},
          {"seq", seq}};
}

}  // namespace relief
