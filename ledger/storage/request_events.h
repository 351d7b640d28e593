#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/aid/approval.h"
#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/storage/requests.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What happened to a request, for its timeline.
enum class RequestEvent {
  filed,
  released,
  recognised,
  allocated,
  amended,
  answered,
  approved,  ///< By one approver.
  rejected,
  committed,  ///< Its money is reserved.
  withdrawn,
  lapsed,
  ordered,
  failed,
  paid,
  returned,
  given_up,
};

inline constexpr auto request_events = names<RequestEvent>({
    {RequestEvent::filed, "filed"},
    {RequestEvent::released, "released"},
    {RequestEvent::recognised, "recognised"},
    {RequestEvent::allocated, "allocated"},
    {RequestEvent::amended, "amended"},
    {RequestEvent::answered, "answered"},
    {RequestEvent::approved, "approved"},
    {RequestEvent::rejected, "rejected"},
    {RequestEvent::committed, "committed"},
    {RequestEvent::withdrawn, "withdrawn"},
    {RequestEvent::lapsed, "lapsed"},
    {RequestEvent::ordered, "ordered"},
    {RequestEvent::failed, "failed"},
    {RequestEvent::paid, "paid"},
    {RequestEvent::returned, "returned"},
    {RequestEvent::given_up, "given_up"},
});

struct RequestStep {
  int version;
  RequestEvent event;
  std::string by;  ///< A person's identifier, or "clock".
  Instant at;
  std::uint64_t seq;
};

void add_event(Transaction& tx, const RequestId& id, const RequestStep& step);

/// In order.
std::vector<RequestStep> timeline_of(Transaction& tx, const RequestId& id);

/// The decision of one person about one version.
struct RequestDecision {
  RequestId request;
  int version;
  PersonId person;
  bool approved;
  std::uint64_t seq;
};

void insert(Transaction& tx, const RequestDecision& decision);
std::vector<RequestDecision> decisions_of(Transaction& tx, const RequestId& id, int version);

/// Who had a hand in a request: registered its case, filed, amended or answered it, approved its
/// present version, ordered it.
Involved involved_in(Transaction& tx, const Request& request);

}  // namespace relief::storage
