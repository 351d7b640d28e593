#include "ledger/cases/view_request.h"

#include <algorithm>
#include <utility>

#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/scope.h"
#include "ledger/storage/log.h"
#include "ledger/storage/vault.h"

namespace relief {
namespace {

/// Whether the amount comes from a row of the rulebook whose act nobody has read yet. The row is
/// found by its amount: days and rulebooks may have changed since.
bool is_assumed(const Rulebook& rulebook, const storage::Request& request) {
  const auto purpose = rulebook.purposes.find(request.purpose);
  if (purpose == rulebook.purposes.end()) return false;
  return std::ranges::any_of(purpose->second.amounts, [&](const DatedAmount& row) {
    return row.assumed && row.amount == request.amount;
  });
}

/// Why, as the record of each step says it.
void add_reasons(storage::Transaction& tx, std::vector<TimelineRow>& rows) {
  for (auto& row : rows) {
    const auto record = nlohmann::json::parse(storage::record_bytes(tx, row.step.seq));
    row.reason_code = record.value("code", "");
  }
}

}  // namespace

std::vector<TimelineRow> with_days(const std::vector<storage::RequestStep>& steps, bool goes_on,
                                   Date today) {
  std::vector<TimelineRow> rows;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto from = day_in_baku(steps[i].at);
    const bool last = i + 1 == steps.size();
    const auto now = goes_on ? today : from;
    const auto until = last ? now : day_in_baku(steps[i + 1].at);
    rows.push_back({.step = steps[i], .days = (until - from).count()});
  }
  return rows;
}

RequestView view_request(storage::Transaction& tx, const Rulebook& rulebook, const Actor& actor,
                         const RequestId& id, Date today) {
  auto request = request_for(tx, actor, id);
  const bool goes_on = request.waits_for != storage::WaitsFor::nothing;
  RequestView view{.request = request,
                   .timeline = with_days(storage::timeline_of(tx, id), goes_on, today),
                   .approvals_missing = 0,
                   .clause = {},
                   .assumed = is_assumed(rulebook, request),
                   .recognised_on = storage::find_case(tx, request.relief_case).recognised_on};
  add_reasons(tx, view.timeline);
  if (request.status == RequestStatus::submitted) {
    const auto& step = step_of(tx, rulebook, request, today);
    const auto given = storage::decisions_of(tx, id, request.version).size();
    view.approvals_missing = step.approvers > given ? step.approvers - given : 0;
    view.clause = step.clause;
  }
  if (request.waits_for == storage::WaitsFor::money) {
    view.ahead = ahead_of(tx, rulebook, today, request);
  }
  return view;
}

CaseView view_case(storage::Transaction& tx, const Actor& actor, const CaseId& id) {
  CaseView view{.relief_case = case_for(tx, actor, id), .possible_duplicates = {}};
  if (actor.role == Role::administrator) {
    view.possible_duplicates = storage::possible_duplicates(tx, id);
  }
  return view;
}

}  // namespace relief
