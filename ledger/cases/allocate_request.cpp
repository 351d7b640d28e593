#include "ledger/cases/allocate_request.h"

#include <algorithm>
#include <array>

#include "ledger/cases/request_version.h"
#include "ledger/cases/scope.h"

namespace relief {
namespace {

bool is_undecided(Work& work, const storage::Request& request) {
  constexpr std::array before_decisions{RequestStatus::being_checked, RequestStatus::held,
                                        RequestStatus::submitted};
  return std::ranges::find(before_decisions, request.status) != before_decisions.end() &&
         storage::decisions_of(work.tx(), request.id, request.version).empty();
}

}  // namespace

Facts allocate_request(Work& work, const RequestId& id, const Allocation& allocation) {
  require(work.actor().role == Role::administrator, Errc::forbidden,
          "only an administrator chooses the fund and place");
  auto request = request_for(work.tx(), work.actor(), id);
  require(is_undecided(work, request), Errc::conflict,
          "after the first decision, fund and place change only with an amendment");
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);
  require_allocation(work, want_of(relief_case, request), allocation);

  const auto seq = work.append({.kind = "request.allocated",
                                .fields = {{"request", id.text()},
                                           {"version", request.version},
                                           {"fund", allocation.fund.text()},
                                           {"place", allocation.place.text()}},
                                .rulebook = work.rulebook_version(),
                                .clause = work.rulebook().allocation.clause});
  request.fund = allocation.fund;
  request.place = allocation.place;
  request.digest = work.digest_of(seq);
  storage::update(work.tx(), request);
  storage::add_event(work.tx(), id,
                     {.version = request.version,
                      .event = storage::RequestEvent::allocated,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
  auto facts = facts_of(request, seq);
  facts["fund"] = request.fund.text();
  facts["place"] = request.place.text();
  return facts;
}

}  // namespace relief
