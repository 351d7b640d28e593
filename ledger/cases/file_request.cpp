#include "ledger/cases/file_request.h"

#include <algorithm>
#include <utility>

#include "ledger/cases/scope.h"

namespace relief {
namespace {

int same_in_case(Work& work, const storage::ReliefCase& relief_case, const std::string& purpose) {
  const auto same =
      storage::find_requests(work.tx(), {.relief_case = relief_case.id.text(), .purpose = purpose});
  return static_cast<int>(std::ranges::count_if(same, [&work](const storage::Request& each) {
    return is_living(each) || was_paid(work, each);
  }));
}

/// The request before its first version: what no version changes.
storage::Request unwritten(Work& work, const storage::ReliefCase& relief_case,
                           const std::string& purpose) {
  return {.id = work.new_id<RequestId>(),
          .version = 0,
          .relief_case = relief_case.id,
          .organisation = relief_case.organisation,
          .purpose = purpose,
          .recognition = {},
          .amount = Money::zero(currency(work.rulebook().currency)),
          .award = {},
          .recovered = {},
          .fund = FundId{""},
          .place = PlaceId{""},
          .method = PayoutMethod::bank,
          .payout = {},
          .status = RequestStatus::being_checked,
          .waits_for = storage::WaitsFor::check,
          .digest = {},
          .filed_by = work.actor().person,
          .filed_at = work.now(),
          .changed_at = work.now(),
          .approved_seq = {},
          .seq = 0};
}

}  // namespace

Facts file_request(Work& work, const NewRequest& input) {
  require(work.actor().role == Role::shelter, Errc::forbidden,
          "only a person's own organisation asks for a payment");
  const auto relief_case = case_for(work.tx(), work.actor(), input.relief_case);
  const auto& purpose = work.rulebook().purpose(input.purpose);
  const auto act = act_after_check(purpose, relief_case.status);
  require_within_limit(purpose, same_in_case(work, relief_case, input.purpose));

  auto first =
      next_version(work, relief_case, unwritten(work, relief_case, input.purpose), input.asked);
  auto& request = first.request;
  if (relief_case.review == storage::Review::released) request.status = after(request.status, act);
  request.waits_for = relief_case.review == storage::Review::stopped
                          ? storage::WaitsFor::fund
                          : storage::usual_wait(request.status);
  auto filed = request;
  const auto seq = append_version(work, std::move(first), storage::RequestEvent::filed);
  return facts_of(filed, seq);
}

}  // namespace relief
