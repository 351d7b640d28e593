#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/aid/payout.h"
#include "ledger/aid/request.h"
#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/money/money.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What a request waits for, as the API says it.
enum class WaitsFor {
  nothing,      ///< It has ended.
  check,        ///< The fund looks at its case.
  fund,         ///< The fund stopped its case: ask the fund.
  recognition,  ///< The decision on the person.
  approval,
  money,   ///< Approved; the fund has too little for it at its place.
  order,   ///< Approved and reserved.
  bank,    ///< Ordered.
  answer,  ///< Of whoever asked.
};

inline constexpr auto waits = names<WaitsFor>({
    {WaitsFor::nothing, ""},
    {WaitsFor::check, "check"},
    {WaitsFor::fund, "fund"},
    {WaitsFor::recognition, "recognition"},
    {WaitsFor::approval, "approval"},
    {WaitsFor::money, "money"},
    {WaitsFor::order, "order"},
    {WaitsFor::bank, "bank"},
    {WaitsFor::answer, "answer"},
});

/// What a request of this status waits for, where nothing particular holds it up: an approved one
/// for its order, a checked one for the check.
WaitsFor usual_wait(RequestStatus status);

/// One thing that somebody asks the fund to pay, as its last version says.
struct Request {
  RequestId id;
  int version;  ///< From 1; each voids the decisions on the one before.
  CaseId relief_case;
  OrganisationId organisation;  ///< Whose case it is now.
  std::string purpose;          ///< As the rulebook names it.
  std::optional<RecognitionId> recognition;
  Money amount;
  std::optional<Money> award;  ///< Of a court; with what of it was recovered.
  std::optional<Money> recovered;
  FundId fund;
  PlaceId place;
  PayoutMethod method;
  std::string payout;  ///< The commitment to the payout, as records spell it.
  RequestStatus status;
  WaitsFor waits_for;
  Hash digest;  ///< Of the record that decisions are about: the last version's or allocation's.
  PersonId filed_by;
  Instant filed_at;
  Instant changed_at;                         ///< Since when it has this version and status.
  std::optional<std::uint64_t> approved_seq;  ///< Of the last approval.
  std::uint64_t seq;                          ///< Of its first record: the order of filing.
};

/// Which requests are asked for. What is left empty doesn't narrow.
struct RequestQuery {
  std::string id = {};
  std::string relief_case = {};
  std::string organisation = {};
  std::string status = {};
  std::string purpose = {};
  std::string recognition = {};
  std::string fund = {};
  std::string place = {};
  std::string waits_for = {};
  std::optional<Instant> changed_before = {};
  std::uint64_t after = 0;  ///< Only those filed after this seq.
  int limit = 1000;
};

/// In the order of filing.
std::vector<Request> find_requests(Transaction& tx, const RequestQuery& query);

/// Throws Error{not_found}.
Request find_request(Transaction& tx, const RequestId& id);

/// The approved ones of a fund at a place that wait for money, the oldest approval first.
std::vector<Request> waiting_for_money(Transaction& tx, const std::string& fund,
                                       const std::string& place);

void insert(Transaction& tx, const Request& request);

/// Writes all that a later version, an allocation or a step may have changed.
void update(Transaction& tx, const Request& request);

/// A step of a request's life. `waits_for` is usual_wait unless said otherwise.
void set_status(Transaction& tx, const RequestId& id, RequestStatus status, Instant at);
void set_status(Transaction& tx, const RequestId& id, RequestStatus status, WaitsFor waits_for,
                Instant at);

/// Says anew what a request waits for, in the status that it has.
void set_wait(Transaction& tx, const RequestId& id, WaitsFor waits_for);

/// A case's requests go with it to another organisation.
void move_requests(Transaction& tx, const CaseId& relief_case, const OrganisationId& to);

}  // namespace relief::storage
