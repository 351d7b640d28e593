#include "ledger/storage/requests.h"

#include <algorithm>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

/// A row as text.
struct RequestColumns {
  std::string id, relief_case, organisation, purpose, recognition, amount, currency, award,
      recovered, fund, place, method, payout, status, waits_for, digest, filed_by, filed_at,
      changed_at, approved_seq, seq;
  int version = 0;

  RequestColumns() = default;
  explicit RequestColumns(const Request& request);

  [[nodiscard]] Request request() const;
};

std::string units_or_empty(const std::optional<Money>& money) {
  return money ? money->units_text() : std::string{};
}

RequestColumns::RequestColumns(const Request& request)
    : id{request.id.text()},
      relief_case{request.relief_case.text()},
      organisation{request.organisation.text()},
      purpose{request.purpose},
      recognition{request.recognition ? request.recognition->text() : std::string{}},
      amount{request.amount.units_text()},
      currency{request.amount.currency().code},
      award{units_or_empty(request.award)},
      recovered{units_or_empty(request.recovered)},
      fund{request.fund.text()},
      place{request.place.text()},
      method{payout_methods.text(request.method)},
      payout{request.payout},
      status{request_statuses.text(request.status)},
      waits_for{waits.text(request.waits_for)},
      digest{to_hex(as_bytes(request.digest))},
      filed_by{request.filed_by.text()},
      filed_at{to_text(request.filed_at)},
      changed_at{to_text(request.changed_at)},
      approved_seq{request.approved_seq ? std::to_string(*request.approved_seq) : std::string{}},
      seq{std::to_string(request.seq)},
      version{request.version} {}

Request RequestColumns::request() const {
  const auto& in_currency = relief::currency(currency);
  const auto money = [&](const std::string& units) {
    return units.empty() ? std::nullopt : std::optional{Money::of_units(units, in_currency)};
  };
  return {
      .id = RequestId{id},
      .version = version,
      .relief_case = CaseId{relief_case},
      .organisation = OrganisationId{organisation},
      .purpose = purpose,
      .recognition = recognition.empty() ? std::nullopt : std::optional{RecognitionId{recognition}},
      .amount = Money::of_units(amount, in_currency),
      .award = money(award),
      .recovered = money(recovered),
      .fund = FundId{fund},
      .place = PlaceId{place},
      .method = payout_methods.value(method),
      .payout = payout,
      .status = request_statuses.value(status),
      .waits_for = waits.value(waits_for),
      .digest = hash_of(from_hex(digest).value_or("")),
      .filed_by = PersonId{filed_by},
      .filed_at = parse_instant(filed_at),
      .changed_at = parse_instant(changed_at),
      .approved_seq =
          approved_seq.empty() ? std::nullopt : std::optional{std::stoull(approved_seq)},
      .seq = std::stoull(seq)};
}

}  // namespace

WaitsFor usual_wait(RequestStatus status) {
  switch (status) {
    case RequestStatus::being_checked: return WaitsFor::check;
    case RequestStatus::held: return WaitsFor::recognition;
    case RequestStatus::submitted: return WaitsFor::approval;
    case RequestStatus::approved: return WaitsFor::order;
    case RequestStatus::ordered: return WaitsFor::bank;
    case RequestStatus::rejected:
    case RequestStatus::lapsed:
    case RequestStatus::failed:
    case RequestStatus::returned: return WaitsFor::answer;
    case RequestStatus::withdrawn:
    case RequestStatus::paid:
    case RequestStatus::given_up: return WaitsFor::nothing;
  }
  throw InvariantBroken{"every status of a request has something that it waits for, or nothing"};
}

std::vector<Request> find_requests(Transaction& tx, const RequestQuery& query) {
  const auto before = query.changed_before ? to_text(*query.changed_before) : std::string{};
  const auto after = std::to_string(query.after);
  RequestColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, version, case_id, organisation, purpose, coalesce(recognition, ''), amount::text,
             currency, coalesce(award::text, ''), coalesce(recovered::text, ''), fund, place,
             method, payout, status, waits_for, encode(digest, 'hex'), filed_by,
             instant_text(filed_at), instant_text(changed_at), coalesce(approved_seq::text, ''),
             seq::text
        from request
       where (:id = '' or id = :id) and (:case = '' or case_id = :case)
         and (:organisation = '' or organisation = :organisation)
         and (:status = '' or status = :status) and (:purpose = '' or purpose = :purpose)
         and (:recognition = '' or recognition = :recognition)
         and (:fund = '' or fund = :fund) and (:place = '' or place = :place)
         and (:waits_for = '' or waits_for = :waits_for)
         and (:before = '' or changed_at <= cast(nullif(:before, '') as timestamptz))
         and seq > cast(:after as bigint)
       order by request.seq, id limit :limit
    )sql",
       in(query.id, "id"), in(query.relief_case, "case"), in(query.organisation, "organisation"),
       in(query.status, "status"), in(query.purpose, "purpose"),
       in(query.recognition, "recognition"), in(query.fund, "fund"), in(query.place, "place"),
       in(query.waits_for, "waits_for"), in(before, "before"), in(after, "after"),
       in(query.limit, "limit"), soci::into(row.id), soci::into(row.version),
       soci::into(row.relief_case), soci::into(row.organisation), soci::into(row.purpose),
       soci::into(row.recognition), soci::into(row.amount), soci::into(row.currency),
       soci::into(row.award), soci::into(row.recovered), soci::into(row.fund),
       soci::into(row.place), soci::into(row.method), soci::into(row.payout),
       soci::into(row.status), soci::into(row.waits_for), soci::into(row.digest),
       soci::into(row.filed_by), soci::into(row.filed_at), soci::into(row.changed_at),
       soci::into(row.approved_seq), soci::into(row.seq));
  std::vector<Request> requests;
  for (statement.execute(); statement.fetch();) requests.push_back(row.request());
  return requests;
}

Request find_request(Transaction& tx, const RequestId& id) {
  const bool plausible =
      RequestId::is_well_formed(id.text());  // An empty one would narrow nothing.
  const auto found = plausible ? find_requests(tx, {.id = id.text()}) : std::vector<Request>{};
  require(!found.empty(), Errc::not_found, "there is no such request");
  return found.front();
}

std::vector<Request> waiting_for_money(Transaction& tx, const std::string& fund,
                                       const std::string& place) {
  auto waiting = find_requests(tx, {.status = "approved",
                                    .fund = fund,
                                    .place = place,
                                    .waits_for = std::string{waits.text(WaitsFor::money)}});
  std::ranges::sort(waiting, {}, &Request::approved_seq);
  return waiting;
}

void insert(Transaction& tx, const Request& request) {
  const RequestColumns row{request};
  tx.change() << R"sql(
      insert into request (id, version, case_id, organisation, purpose, recognition, amount,
                           currency, award, recovered, fund, place, method, payout, status,
                           waits_for, digest, filed_by, filed_at, changed_at, seq)
      values (:id, :version, :case, :organisation, :purpose, nullif(:recognition, ''),
              cast(:amount as numeric), :currency, cast(nullif(:award, '') as numeric),
              cast(nullif(:recovered, '') as numeric), :fund, :place, :method, :payout, :status,
              :waits_for, decode(:digest, 'hex'), :filed_by, cast(:filed_at as timestamptz),
              cast(:changed_at as timestamptz), cast(:seq as bigint))
    )sql",
      in(row.id, "id"), in(row.version, "version"), in(row.relief_case, "case"),
      in(row.organisation, "organisation"), in(row.purpose, "purpose"),
      in(row.recognition, "recognition"), in(row.amount, "amount"), in(row.currency, "currency"),
      in(row.award, "award"), in(row.recovered, "recovered"), in(row.fund, "fund"),
      in(row.place, "place"), in(row.method, "method"), in(row.payout, "payout"),
      in(row.status, "status"), in(row.waits_for, "waits_for"), in(row.digest, "digest"),
      in(row.filed_by, "filed_by"), in(row.filed_at, "filed_at"), in(row.changed_at, "changed_at"),
      in(row.seq, "seq");
}

void update(Transaction& tx, const Request& request) {
  const RequestColumns row{request};
  tx.change() << R"sql(
      update request
         set version = :version, recognition = nullif(:recognition, ''),
             amount = cast(:amount as numeric), currency = :currency,
             award = cast(nullif(:award, '') as numeric),
             recovered = cast(nullif(:recovered, '') as numeric), fund = :fund, place = :place,
             method = :method, payout = :payout, status = :status, waits_for = :waits_for,
             digest = decode(:digest, 'hex'), changed_at = cast(:changed_at as timestamptz),
             approved_seq = cast(nullif(:approved_seq, '') as bigint)
       where id = :id
    )sql",
      in(row.version, "version"), in(row.recognition, "recognition"), in(row.amount, "amount"),
      in(row.currency, "currency"), in(row.award, "award"), in(row.recovered, "recovered"),
      in(row.fund, "fund"), in(row.place, "place"), in(row.method, "method"),
      in(row.payout, "payout"), in(row.status, "status"), in(row.waits_for, "waits_for"),
      in(row.digest, "digest"), in(row.changed_at, "changed_at"),
      in(row.approved_seq, "approved_seq"), in(row.id, "id");
}

void set_status(Transaction& tx, const RequestId& id, RequestStatus status, Instant at) {
  set_status(tx, id, status, usual_wait(status), at);
}

void set_status(Transaction& tx, const RequestId& id, RequestStatus status, WaitsFor waits_for,
                Instant at) {
  const std::string name{request_statuses.text(status)};
  const std::string wait{waits.text(waits_for)};
  const auto moment = to_text(at);
  tx.change() << R"sql(
      update request set status = :status, waits_for = :waits_for,
                         changed_at = cast(:at as timestamptz)
       where id = :id
    )sql",
      in(name, "status"), in(wait, "waits_for"), in(moment, "at"), in(id, "id");
}

void set_wait(Transaction& tx, const RequestId& id, WaitsFor waits_for) {
  const std::string wait{waits.text(waits_for)};
  tx.change() << "update request set waits_for = :waits_for where id = :id", in(wait, "waits_for"),
      in(id, "id");
}

void move_requests(Transaction& tx, const CaseId& relief_case, const OrganisationId& to) {
  tx.change() << "update request set organisation = :organisation where case_id = :case",
      in(to, "organisation"), in(relief_case, "case");
}

}  // namespace relief::storage
