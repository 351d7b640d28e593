#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/request_limits.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

constexpr std::string_view no_case = "the log knows no such case";

bool is_of(const State& state, const Taken& taken, const std::string& organisation) {
  return state.keyring.organisation_of(taken.envelope.by) == organisation;
}

void require_administrator(const State& state, const Taken& taken) {
  require(state.keyring.holds(taken.envelope.by, "administrator"), Errc::forbidden,
          "only an administrator of the fund does this");
}

void require_own(const State& state, const Taken& taken, const std::string& organisation) {
  require(is_of(state, taken, organisation), Errc::forbidden,
          "only the organisation that has the case does this");
}

void require_own_or_administrator(const State& state, const Taken& taken,
                                  const std::string& organisation) {
  if (!is_of(state, taken, organisation)) require_administrator(state, taken);
}

void case_opened(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  Case opened{.organisation = fields.text("org"),
              .status = case_statuses.value(fields.text("status")),
              .recognition = fields.text_if_any("recognition"),
              .recognised_on = std::nullopt,
              .registrar = taken.envelope.by,
              .requests = {}};
  require(state.organisations.contains(opened.organisation), Errc::refused,
          "the log doesn't know the organisation");
  require((opened.status == CaseStatus::recognised) != opened.recognition.empty() &&
              opened.status != CaseStatus::refused,
          Errc::refused, "a case opens as recognised, by a decision, or as presumed");
  require_own(state, taken, opened.organisation);
  require(opened.recognition.empty() == fields.text_if_any("date").empty(), Errc::refused,
          "a decision has its date, and nothing else has");
  if (!opened.recognition.empty()) opened.recognised_on = parse_date(fields.text("date"));
  if (auto group = fields.text_if_any("group"); !group.empty()) opened.group = std::move(group);
  introduce(state.cases, fields.text("case"), std::move(opened), "a case is opened twice");
}

Case& case_of(State& state, const Taken& taken) {
  return known(state.cases, Fields{taken.record.fields}.text("case"), no_case);
}

void case_recognised(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& recognised = case_of(state, taken);
  require_administrator(state, taken);
  require(recognised.status != CaseStatus::recognised, Errc::refused,
          "a person is recognised twice");
  recognised.status = CaseStatus::recognised;
  recognised.recognition = fields.text("recognition");
  recognised.recognised_on = parse_date(fields.text("date"));
}

void case_refused(State& state, const Taken& taken) {
  require_administrator(state, taken);
  auto& refused = case_of(state, taken);
  require(refused.status == CaseStatus::presumed, Errc::refused,
          "the decision on a person was made before");
  refused.status = CaseStatus::refused;
}

void case_released(State& state, const Taken& taken) {
  require_administrator(state, taken);
  auto& of = case_of(state, taken);
  of.released = true;
  // What waited for this waits for its decisions from now on.
  for (const auto& id : of.requests) {
    auto& request = state.requests.at(id);
    if (request.status == RequestStatus::submitted) request.changed_at = taken.envelope.at;
  }
}

void case_stopped(State& state, const Taken& taken) {
  require_administrator(state, taken);
  auto& of = case_of(state, taken);
  of.released = false;
  of.stopped = true;
}

void case_transferred(State& state, const Taken& taken) {
  const auto to = Fields{taken.record.fields}.text("org");
  require(state.organisations.contains(to), Errc::refused, "the log doesn't know the organisation");
  auto& moved = case_of(state, taken);
  require_own_or_administrator(state, taken, moved.organisation);
  moved.organisation = to;
}

/// Who a person is, their own organisation reads, and the auditor.
void identity_read(State& state, const Taken& taken) {
  const auto role = Fields{taken.record.fields}.text("code");
  const auto& of = case_of(state, taken);
  const bool may = role == "shelter"
                       ? is_of(state, taken, of.organisation)
                       : role == "auditor" && state.keyring.holds(taken.envelope.by, role);
  require(may, Errc::forbidden,
          "only a person's own organisation and the auditor read an identity");
}

void check_allocation(const State& state, const Taken& taken, const Request& request) {
  const auto place = state.places.find(request.place);
  require(state.funds.contains(request.fund) && place != state.places.end(), Errc::refused,
          "a request is for a fund and a place that were opened");
  require(request.money->currency() == *place->second.currency, Errc::refused,
          "a request is in the currency of the place that pays it");
  check_terms(state, taken, request);
}

/// The day whose law sets an amount.
Date dated_by(const Purpose& purpose, const Case& of, const Request& request, Date today) {
  if (purpose.amount_dated_by == DatedBy::request) return request.filed_on;
  const bool by_recognition = purpose.amount_dated_by == DatedBy::recognition;
  return by_recognition ? of.recognised_on.value_or(today) : today;
}

/// What is owed is what the law, or the award, makes it on the day that dates it.
void check_amount(const State& state, const Taken& taken, const Request& request) {
  const Fields fields{taken.record.fields};
  const auto& purpose = state.rulebook.purpose(request.purpose);
  const auto day = dated_by(purpose, state.cases.at(request.relief_case), request,
                            day_in_baku(taken.envelope.at));
  AskedAmount asked{.amount = request.money, .award = {}, .recovered = {}};
  if (!fields.text_if_any("award").empty()) asked.award = fields.money("award");
  if (!fields.text_if_any("recovered").empty()) asked.recovered = fields.money("recovered");
  amount_due(purpose, asked, day);
}

/// A purpose is for people of some statuses, and once they are recognised its documents are there.
void check_grounds(const State& state, const Taken& taken, const Request& request) {
  const auto& purpose = state.rulebook.purpose(request.purpose);
  const auto& of = state.cases.at(request.relief_case);
  act_after_check(purpose, of.status);
  if (of.status != CaseStatus::recognised) return;
  std::vector<std::string> kinds{"recognition_decision"};
  for (const auto& each : taken.record.fields.at("evidence")) kinds.push_back(each.at("kind"));
  require_evidence(purpose, kinds);
}

/// Takes in what a new version of a request says.
void take_version(State& state, const Taken& taken, Request& request) {
  const Fields fields{taken.record.fields};
  const auto& of = known(state.cases, request.relief_case, no_case);
  require(fields.text("case") == request.relief_case && fields.text("org") == of.organisation,
          Errc::refused, "a request is of its case, and of the organisation that has the case");
  require(fields.text_if_any("recognition") == of.recognition, Errc::refused,
          "a request names the recognition of its case");
  require(fields.number("version") == request.version + 1, Errc::refused,
          "a request's version is the number after the one before");
  ++request.version;
  request.purpose = fields.text("purpose");
  request.recognition = of.recognition;
  request.money = fields.money();
  request.fund = fields.text("fund");
  request.place = fields.text("place");
  request.payout = fields.hash("payout");
  request.digest = taken.digest();
  request.award = fields.text_if_any("award");
  request.recovered = fields.text_if_any("recovered");
  request.changed_at = taken.envelope.at;
  request.approved = false;
  request.approved_seq = 0;
  request.payment.clear();
  request.involved.approvers.clear();
  // What follows from an answer or a decision on the person was asked for there, or by nobody.
  if (taken.record.cause.empty()) {
    request.involved.askers.push_back(PersonId::parse(taken.envelope.by));
  }
  require(taken.record.clause == state.rulebook.purpose(request.purpose).clause, Errc::refused,
          "a request names the clause of its purpose");
  check_allocation(state, taken, request);
  check_grounds(state, taken, request);
  check_amount(state, taken, request);
  check_ceiling(state, request);
}

void request_submitted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto of = fields.text("case");
  auto& request = introduce(state.requests, fields.text("request"),
                            Request{.relief_case = of,
                                    .purpose = {},
                                    .recognition = {},
                                    .money = {},
                                    .fund = {},
                                    .place = {},
                                    .filed_on = day_in_baku(taken.envelope.at),
                                    .involved = {}},
                            "a request is filed twice");
  auto& relief_case = known(state.cases, of, no_case);
  require_own(state, taken, relief_case.organisation);
  relief_case.requests.push_back(fields.text("request"));
  request.involved.askers.push_back(PersonId::parse(relief_case.registrar));
  take_version(state, taken, request);
}

void request_amended(State& state, const Taken& taken) {
  auto& request = request_of(state, taken);
  require_own_or_administrator(state, taken, state.cases.at(request.relief_case).organisation);
  check_release(state, taken, request);
  request.status = after(request.status, RequestAct::amend);
  take_version(state, taken, request);
}

/// Another fund or place until the first decision; later only the money for what was approved.
void request_allocated(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& request = standing_request(state, taken);
  const auto fund = fields.text("fund");
  const auto place = fields.text("place");
  require(taken.record.clause == state.rulebook.allocation.clause, Errc::refused,
          "an allocation names the clause that says how money is allocated");
  if (taken.envelope.by != "clock") require_administrator(state, taken);
  if (request.approved) {
    require(request.status == RequestStatus::approved && taken.record.entry, Errc::refused,
            "an approved request is allocated when its money is reserved");
    require(!is_over(state, taken, request), Errc::refused,
            "money is reserved for a request after its time");
    require(fund == request.fund && place == request.place, Errc::refused,
            "what was approved is paid from the fund and place that were approved");
    check_terms(state, taken, request);
    take_commitment(state, taken, request);
    return;
  }
  require(request.status == RequestStatus::submitted && request.involved.approvers.empty(),
          Errc::refused, "a request's fund changes until the first decision on it");
  request.fund = fund;
  request.place = place;
  request.digest = taken.digest();
  check_allocation(state, taken, request);
}

/// Says what was asked for; the new version follows.
void request_answered(State& state, const Taken& taken) {
  auto& request = standing_request(state, taken);
  require_own(state, taken, state.cases.at(request.relief_case).organisation);
  after(request.status, RequestAct::answer);
  request.involved.askers.push_back(PersonId::parse(taken.envelope.by));
}

void request_withdrawn(State& state, const Taken& taken) {
  auto& request = standing_request(state, taken);
  require_own(state, taken, state.cases.at(request.relief_case).organisation);
  check_release(state, taken, request);
  request.status = after(request.status, RequestAct::withdraw);
  request.approved = false;
}

void request_lapsed(State& state, const Taken& taken) {
  auto& request = standing_request(state, taken);
  require(taken.envelope.by == "clock", Errc::forbidden, "a request lapses by itself");
  require(is_over(state, taken, request), Errc::refused, "a request lapses before its time");
  require(taken.record.clause == step_of(state, taken, request).clause, Errc::refused,
          "a request lapses by the clause that says who must approve it");
  check_release(state, taken, request);
  request.status = after(request.status, RequestAct::lapse);
  request.approved = false;
}

constexpr std::array case_rules{
    Rule{"case.erased", "erasure"},
    Rule{"case.held", "hold"},
    Rule{"case.locked", "lock"},
    Rule{"case.opened", "", case_opened},
    Rule{"case.recognised", "", case_recognised},
    Rule{"case.refused", "", case_refused},
    Rule{"case.released", "", case_released},
    Rule{"case.stopped", "", case_stopped},
    Rule{"case.transferred", "", case_transferred},
    Rule{"case.unlocked", "unlock"},
    Rule{"identity.read", "", identity_read},
    Rule{"request.allocated", "", request_allocated, true},
    Rule{"request.amended", "", request_amended, true},
    Rule{"request.answered", "", request_answered},
    Rule{"request.lapsed", "", request_lapsed, true},
    Rule{"request.submitted", "", request_submitted},
    Rule{"request.withdrawn", "", request_withdrawn, true},
};

}  // namespace

std::span<const Rule> rules_of_cases() { return case_rules; }

}  // namespace relief::audit
