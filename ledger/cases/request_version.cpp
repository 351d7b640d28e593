#include "ledger/cases/request_version.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/places.h"

namespace relief {
namespace {

constexpr std::size_t most_documents = 100;  // So that a record stays far below its limit.

/// The day that the purpose dates its amount by. A presumed person's is today's until the decision
/// says otherwise.
Date amount_day(const Work& work, const Purpose& purpose, const storage::ReliefCase& relief_case,
                const storage::Request& request) {
  switch (purpose.amount_dated_by) {
    case DatedBy::recognition: return relief_case.recognised_on.value_or(work.today());
    case DatedBy::request: return day_in_baku(request.filed_at);
    case DatedBy::order: return work.today();
  }
  throw InvariantBroken{"every way to date an amount names a day"};
}

/// The version's amounts: those asked for now, or else those that stood.
void set_amounts(const Work& work, storage::Request& next, const Purpose& purpose,
                 const Asked& asked, Date day) {
  AskedAmount amount{.amount = asked.amount, .award = asked.award, .recovered = asked.recovered};
  const bool names_its_own = purpose.amounts.empty() && !purpose.pays_shortfall;
  if (!amount.amount && names_its_own && next.version > 0) amount.amount = next.amount;
  if (!amount.award) amount.award = next.award;
  if (!amount.recovered) amount.recovered = next.recovered;
  next.amount = amount_due(purpose, amount, day);
  // What the law sets, no order bounds.
  if (purpose.amounts.empty()) {
    require_below(ceiling_of_purpose(work.rulebook(), purpose.code), next.amount,
                  purpose.pays_shortfall ? "/award/amount" : "/amount/amount");
  }
  next.award = amount.award;
  next.recovered = amount.recovered;
}

/// What the documents say that are there and that come now; and the recognition decision, which is
/// recorded, or will be before anything is paid.
void require_documents(const Work& work, const Purpose& purpose,
                       const std::vector<storage::SealedEvidence>& known, const Asked& asked) {
  std::vector<std::string> kinds{"recognition_decision"};
  for (const auto& each : known) kinds.push_back(each.kind);
  for (const auto& each : asked.evidence) {
    require_field(each.kind != written_reason, "/evidence", "a reason isn't a document");
    kinds.push_back(each.kind);
  }
  require_dates(asked.evidence, work.today());
  require_field(kinds.size() <= most_documents, "/evidence", "a request has too many documents");
  require_evidence(purpose, kinds);
  const bool has_reason = std::ranges::find(kinds, written_reason) != kinds.end();
  require_field(!purpose.needs_reason || has_reason || asked.reason || asked.reason_code,
                "/reason_code", "this purpose needs a reason");
}

/// The fund and place: those asked for, those that stand and may still pay, or those proposed.
Allocation allocation_of(Work& work, const Want& want, const storage::Request& current,
                         const Asked& asked) {
  if (asked.allocation) {
    require_allocation(work, want, *asked.allocation);
    return *asked.allocation;
  }
  Allocation standing{.fund = current.fund, .place = current.place};
  if (current.version > 0 && may_allocate(work, want, standing)) return standing;
  return propose_allocation(work, want);
}

/// Help goes to persons: money that a request sends to an account of the fund's own would be booked
/// as help, and be nobody's.
void require_payee(Work& work, const Purpose& purpose, const std::optional<Payout>& payout) {
  if (!payout || !payout->iban) return;
  if (!storage::find_place_by_iban(work.tx(), *payout->iban)) return;
  throw Error{Errc::refused, "this account is one of the fund's own, which nobody is helped by"}
      .under(purpose.clause)
      .at("/payout/iban");
}

/// The version's payout, sealed; one that didn't change keeps its commitment.
storage::SealedThing payout_for(Work& work, const PersonSeal& person, storage::Request& next,
                                const Asked& asked) {
  const int before = next.version - 1;
  std::optional<Payout> payout = asked.payout;
  std::optional<Commitment> commitment;
  if (before > 0) {
    const auto thing = storage::find_payout(work.tx(), next.id, before);
    const auto standing = person.open_payout(next.id, before, thing);
    if (!payout) payout = standing;
    if (payout == standing) commitment = Commitment{.value = thing.commitment, .key = thing.key};
  }
  require_field(payout.has_value(), "/payout", "a request says how the person gets the money");
  if (!commitment) commitment = commit_to(canonical_text(*payout), work.entropy());
  next.method = payout->method;
  next.payout = to_base64url(commitment->value);
  return person.seal_payout(next.id, next.version, *payout, *commitment, work.entropy());
}

std::vector<storage::SealedEvidence> seal_added(Work& work, const PersonSeal& person,
                                                const RequestId& id, std::size_t known,
                                                const Asked& asked) {
  std::vector<storage::SealedEvidence> added;
  auto number = static_cast<int>(known);
  for (const auto& each : asked.evidence) {
    added.push_back(
        person.seal_evidence(id, ++number, each.kind, canonical_text(each), work.entropy()));
  }
  if (asked.reason) {
    added.push_back(
        person.seal_evidence(id, ++number, written_reason, *asked.reason, work.entropy()));
  }
  return added;
}

/// What the record says of the documents: their kinds, and a commitment to each.
void add_documents(nlohmann::json& fields, const std::vector<storage::SealedEvidence>& documents) {
  for (const auto& each : documents) {
    const auto commitment = to_base64url(each.thing.commitment);
    if (each.kind == written_reason) {
      fields["reason"] = commitment;
    } else {
      fields["evidence"].push_back({{"kind", each.kind}, {"commitment", commitment}});
    }
  }
}

nlohmann::json fields_of(const storage::Request& request) {
  nlohmann::json fields{{"request", request.id.text()},
                        {"version", request.version},
                        {"case", request.relief_case.text()},
                        {"org", request.organisation.text()},
                        {"purpose", request.purpose},
                        {"money", request.amount.units_text()},
                        {"currency", request.amount.currency().code},
                        {"fund", request.fund.text()},
                        {"place", request.place.text()},
                        {"payout", request.payout},
                        {"evidence", nlohmann::json::array()}};
  if (request.recognition) fields["recognition"] = request.recognition->text();
  if (request.award) fields["award"] = request.award->units_text();
  if (request.recovered) fields["recovered"] = request.recovered->units_text();
  return fields;
}

}  // namespace

NextVersion next_version(Work& work, const storage::ReliefCase& relief_case,
                         const storage::Request& current, const Asked& asked) {
  const auto& purpose = work.rulebook().purpose(current.purpose);
  auto next = current;
  next.organisation = relief_case.organisation;
  next.recognition = relief_case.recognition;
  set_amounts(work, next, purpose, asked, amount_day(work, purpose, relief_case, current));
  next.version = current.version + 1;
  next.changed_at = work.now();
  next.approved_seq.reset();

  auto documents = storage::evidence_of(work.tx(), current.id.text());
  require_documents(work, purpose, documents, asked);
  require_payee(work, purpose, asked.payout);
  const PersonSeal person{work.tx(), work.secrets(), relief_case.id};
  auto payout = payout_for(work, person, next, asked);
  const auto allocation = allocation_of(work, want_of(relief_case, next), current, asked);
  next.fund = allocation.fund;
  next.place = allocation.place;
  auto added = seal_added(work, person, current.id, documents.size(), asked);
  documents.insert(documents.end(), added.begin(), added.end());

  auto fields = fields_of(next);
  add_documents(fields, documents);
  if (asked.reason_code) fields["code"] = *asked.reason_code;
  return {.request = std::move(next),
          .record = {.kind = current.version == 0 ? "request.submitted" : "request.amended",
                     .fields = std::move(fields),
                     .rulebook = work.rulebook_version(),
                     .clause = purpose.clause},
          .payout = std::move(payout),
          .added = std::move(added)};
}

std::uint64_t append_version(Work& work, NextVersion next, storage::RequestEvent event) {
  auto& request = next.request;
  const auto seq = work.append(std::move(next.record));
  request.digest = work.digest_of(seq);
  if (request.version == 1) {
    request.seq = seq;
    storage::insert(work.tx(), request);
  } else {
    storage::update(work.tx(), request);
  }
  storage::insert_payout(work.tx(), request.id, request.version, next.payout);
  for (const auto& each : next.added) storage::insert(work.tx(), each);
  storage::add_event(work.tx(), request.id,
                     {.version = request.version,
                      .event = event,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
  return seq;
}

bool is_living(const storage::Request& request) {
  constexpr std::array ended{RequestStatus::rejected, RequestStatus::withdrawn,
                             RequestStatus::lapsed, RequestStatus::given_up};
  return std::ranges::find(ended, request.status) == ended.end();
}

bool was_paid(Work& work, const storage::Request& request) {
  const auto payments = storage::find_payments(work.tx(), {.request = request.id.text()});
  return std::ranges::any_of(payments, [](const storage::Payment& payment) {
    return payment.status == storage::PaymentStatus::paid ||
           payment.status == storage::PaymentStatus::returned || payment.booked > payment.back;
  });
}

int others_before(Work& work, const storage::Request& request) {
  if (!request.recognition) return 0;
  const auto same = storage::find_requests(
      work.tx(), {.purpose = request.purpose, .recognition = request.recognition->text()});
  return static_cast<int>(std::ranges::count_if(same, [&](const storage::Request& other) {
    if (other.id == request.id) return false;
    if (!is_living(other)) return was_paid(work, other);
    const bool undecided =
        other.status == RequestStatus::held || other.status == RequestStatus::submitted;
    return other.status != RequestStatus::being_checked && (!undecided || other.seq < request.seq);
  }));
}

Facts facts_of(const storage::Request& request, std::uint64_t seq) {
  return {{"id", request.id.text()},
          {"status", request_statuses.text(request.status)},
          {"version", request.version},
          {"waits_for", storage::waits.text(request.waits_for)},
          {"seq", seq}};
}

}  // namespace relief
