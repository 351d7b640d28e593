#include "ledger/storage/request_events.h"

#include "ledger/storage/bind.h"
#include "ledger/storage/relief_cases.h"

namespace relief::storage {
namespace {

/// Who ordered any version of a request from the bank.
std::vector<PersonId> payers_of(Transaction& tx, const RequestId& id) {
  std::string person;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select distinct b.ordered_by
        from payment p join batch b on b.id = p.batch where p.request = :request
    )sql",
                               in(id, "request"), soci::into(person));
  std::vector<PersonId> payers;
  for (statement.execute(); statement.fetch();) payers.emplace_back(person);
  return payers;
}

bool asks(RequestEvent event) {
  return event == RequestEvent::filed || event == RequestEvent::amended ||
         event == RequestEvent::answered;
}

}  // namespace

void add_event(Transaction& tx, const RequestId& id, const RequestStep& step) {
  const std::string event{request_events.text(step.event)};
  const auto moment = to_text(step.at);
  const auto record = std::to_string(step.seq);
  tx.change() << R"sql(
      insert into request_event (request, number, version, event, by, at, seq)
      select :request, count(*) + 1, :version, :event, :by, cast(:at as timestamptz),
             cast(:seq as bigint)
        from request_event where request = :request
    )sql",
      in(id, "request"), in(step.version, "version"), in(event, "event"), in(step.by, "by"),
      in(moment, "at"), in(record, "seq");
}

std::vector<RequestStep> timeline_of(Transaction& tx, const RequestId& id) {
  std::string event, by, at, seq;
  int version = 0;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select version, event, by, instant_text(at), seq::text
        from request_event where request = :request order by number
    )sql",
                               in(id, "request"), soci::into(version), soci::into(event),
                               soci::into(by), soci::into(at), soci::into(seq));
  std::vector<RequestStep> steps;
  for (statement.execute(); statement.fetch();) {
    steps.push_back({.version = version,
                     .event = request_events.value(event),
                     .by = by,
                     .at = parse_instant(at),
                     .seq = std::stoull(seq)});
  }
  return steps;
}

void insert(Transaction& tx, const RequestDecision& decision) {
  const std::string word{decision.approved ? "approved" : "rejected"};
  const auto record = std::to_string(decision.seq);
  tx.change() << R"sql(
      insert into decision (request, version, person, decision, seq)
      values (:request, :version, :person, :decision, cast(:seq as bigint))
    )sql",
      in(decision.request, "request"), in(decision.version, "version"),
      in(decision.person, "person"), in(word, "decision"), in(record, "seq");
}

std::vector<RequestDecision> decisions_of(Transaction& tx, const RequestId& id, int version) {
  std::string person, word, seq;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select person, decision, seq::text
        from decision where request = :request and version = :version order by decision.seq
    )sql",
                               in(id, "request"), in(version, "version"), soci::into(person),
                               soci::into(word), soci::into(seq));
  std::vector<RequestDecision> decisions;
  for (statement.execute(); statement.fetch();) {
    decisions.push_back({.request = id,
                         .version = version,
                         .person = PersonId{person},
                         .approved = word == "approved",
                         .seq = std::stoull(seq)});
  }
  return decisions;
}

Involved involved_in(Transaction& tx, const Request& request) {
  Involved involved{.askers = {find_case(tx, request.relief_case).opened_by, request.filed_by},
                    .approvers = {},
                    .payers = payers_of(tx, request.id)};
  for (const auto& step : timeline_of(tx, request.id)) {
    if (asks(step.event)) involved.askers.emplace_back(step.by);
  }
  for (const auto& decision : decisions_of(tx, request.id, request.version)) {
    if (decision.approved) involved.approvers.push_back(decision.person);
  }
  return involved;
}

}  // namespace relief::storage
