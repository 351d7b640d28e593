#pragma once

#include <optional>
#include <vector>

#include "ledger/aid/rulebook.h"
#include "ledger/people/actor.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/request_events.h"
#include "ledger/storage/requests.h"

namespace relief {

/// A step of a request's life, with the whole days that passed until the next one, or until today
/// where the request still waits.
struct TimelineRow {
  storage::RequestStep step;
  long days;
  std::string reason_code = {};  ///< Why, where whoever took the step said so.
};

/// Pure. `steps` are in order.
std::vector<TimelineRow> with_days(const std::vector<storage::RequestStep>& steps, bool goes_on,
                                   Date today);

/// A request with what people ask about it.
struct RequestView {
  storage::Request request;
  std::vector<TimelineRow> timeline;
  std::size_t approvals_missing;      ///< 0 where none are awaited.
  std::string clause;                 ///< Of the step that says who approves.
  bool assumed;                       ///< Nobody has read the act of its amount yet.
  std::optional<Date> recognised_on;  ///< Of its person.
  /// Where it waits for money: who is served before it (ahead_of).
  std::optional<std::vector<storage::Request>> ahead = {};
};

/// Throws Error{not_found}, also for what isn't the actor's to see.
RequestView view_request(storage::Transaction& tx, const Rulebook& rulebook, const Actor& actor,
                         const RequestId& id, Date today);

/// A case with what the fund's administrators look at before they release it; for others, without.
struct CaseView {
  storage::ReliefCase relief_case;
  std::vector<CaseId> possible_duplicates;
};

/// Throws Error{not_found}, also for what isn't the actor's to see.
CaseView view_case(storage::Transaction& tx, const Actor& actor, const CaseId& id);

}  // namespace relief
