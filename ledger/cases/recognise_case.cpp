#include "ledger/cases/recognise_case.h"

#include <utility>

#include "ledger/cases/allocation.h"
#include "ledger/cases/request_version.h"
#include "ledger/cases/scope.h"
#include "ledger/storage/vault.h"

namespace relief {
namespace {

void require_administrator(const Work& work) {
  require(work.actor().role == Role::administrator, Errc::forbidden,
          "only the fund's administrators record the decision on a person");
}

/// The case's requests that wait for the decision, as it makes them. Those that are still being
/// checked stay so.
std::vector<NextVersion> recognised_versions(Work& work, const storage::ReliefCase& relief_case) {
  std::vector<NextVersion> versions;
  for (const auto& request :
       storage::find_requests(work.tx(), {.relief_case = relief_case.id.text()})) {
    const bool held = request.status == RequestStatus::held;
    if (!held && request.status != RequestStatus::being_checked) continue;
    // What was proposed when it was filed may have been spent since: the rulebook proposes anew.
    Asked anew;
    if (held) anew.allocation = propose_allocation(work, want_of(relief_case, request));
    auto version = next_version(work, relief_case, request, anew);
    auto& next = version.request;
    if (held) {
      next.status = after(request.status, RequestAct::recognise);
      next.waits_for = storage::usual_wait(next.status);
    }
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace

Facts recognise_case(Work& work, const CaseId& id, const Recognition& recognition) {
  require_administrator(work);
  auto relief_case = case_for(work.tx(), work.actor(), id);
  require(relief_case.status != CaseStatus::recognised, Errc::conflict,
          "this person is recognised already");
  const auto handle = handle_of(work, recognition);
  relief_case.status = CaseStatus::recognised;
  relief_case.recognition = handle.id;
  relief_case.recognised_on = recognition.date;
  auto versions = recognised_versions(work, relief_case);

  const auto seq = work.append({.kind = "case.recognised",
                                .fields = {{"case", id.text()},
                                           {"recognition", handle.id.text()},
                                           {"date", to_text(recognition.date)}}});
  storage::update(work.tx(), relief_case);
  storage::insert_recognition(work.tx(), handle.mac, handle.id);
  const auto requests = versions.size();
  for (auto& version : versions) {
    version.record.cause = {seq};
    append_version(work, std::move(version), storage::RequestEvent::recognised);
  }
  return {{"id", id.text()},
          {"status", case_statuses.text(relief_case.status)},
          {"requests", requests},
          {"seq", seq}};
}

Facts refuse_case(Work& work, const Refusal& refusal) {
  require_administrator(work);
  auto relief_case = case_for(work.tx(), work.actor(), refusal.relief_case);
  require(relief_case.status == CaseStatus::presumed, Errc::conflict,
          "the state has decided on this person already");
  require_field(refusal.date <= work.today(), "/date", "the decision's day hasn't come yet");
  relief_case.status = CaseStatus::refused;

  const auto seq = work.append({.kind = "case.refused",
                                .fields = {{"case", relief_case.id.text()},
                                           {"code", refusal.reason_code},
                                           {"date", to_text(refusal.date)}}});
  storage::update(work.tx(), relief_case);
  return {{"id", relief_case.id.text()},
          {"status", case_statuses.text(relief_case.status)},
          {"seq", seq}};
}

}  // namespace relief
