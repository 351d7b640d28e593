#include <utility>

#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/order_batch.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/requests.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

nlohmann::json to_json(storage::Transaction& tx, const storage::Payment& payment) {
  return {{"id", payment.id.text()},
          {"batch", payment.batch.text()},
          {"request", payment.request.text()},
          {"version", payment.version},
          {"reference", payment.reference},
          {"earlier_references", storage::earlier_references(tx, payment)},
          {"amount", to_json(payment.amount)},
          {"fund", payment.fund.text()},
          {"place", payment.place.text()},
          {"status", storage::payment_statuses.text(payment.status)},
          {"booked", to_json(payment.booked)},
          {"returned", to_json(payment.back)},
          {"seq", payment.seq}};
}

Reply get_payments(const Call& call) {
  const auto page = page_of(call);
  storage::PaymentQuery query{.request = asked_for(call, "request"),
                              .batch = asked_for(call, "batch"),
                              .status = word_asked(call, storage::payment_statuses, "status"),
                              .limit = page.limit};
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    query.place = place_asked(tx, call);
    require_found(query.request, "/request",
                  [&](const std::string& id) { storage::find_request(tx, RequestId{id}); });
    require_found(query.batch, "/batch",
                  [&](const std::string& id) { storage::find_batch(tx, BatchId{id}); });
    query.after = seq_after(
        page, [&](const std::string& id) { return storage::find_payment(tx, PaymentId{id}).seq; });
    auto items = nlohmann::json::array();
    for (const auto& payment : storage::find_payments(tx, query)) {
      items.push_back(to_json(tx, payment));
    }
    return {.json = list_of(std::move(items), page)};
  });
}

Reply get_payment(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    return {.json = to_json(tx, storage::find_payment(tx, PaymentId{call.parts[0]}))};
  });
}

nlohmann::json to_json(const storage::Batch& batch) {
  return {{"id", batch.id.text()},
          {"place", batch.place.text()},
          {"execution_date", to_text(batch.execution_date)},
          {"count", batch.count},
          {"total", to_json(batch.total)},
          {"state", storage::batch_states.text(batch.state)},
          {"ordered_by", batch.ordered_by.text()},
          {"ordered_at", to_text(batch.ordered_at)},
          {"seq", batch.seq}};
}

Reply get_batches(const Call& call) {
  const auto page = page_of(call);
  storage::BatchQuery query{.state = word_asked(call, storage::batch_states, "state"),
                            .limit = page.limit};
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    query.place = place_asked(tx, call);
    query.after = seq_after(
        page, [&](const std::string& id) { return storage::find_batch(tx, BatchId{id}).seq; });
    auto items = nlohmann::json::array();
    for (const auto& batch : storage::find_batches(tx, query)) items.push_back(to_json(batch));
    return {.json = list_of(std::move(items), page)};
  });
}

Reply get_batch(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto batch = storage::find_batch(tx, BatchId{call.parts[0]});
    auto json = to_json(batch);
    json["payments"] = nlohmann::json::array();
    for (const auto& line : storage::orders_of(tx, batch.id)) {
      json["payments"].push_back({{"id", line.payment.text()},
                                  {"reference", line.reference},
                                  {"amount", to_json(line.amount)}});
    }
    return {.json = std::move(json)};
  });
}

Reply post_export(const Call& call) {
  Fields fields{call.json};
  const auto name = fields.text("format", 20);
  require_field(export_formats.has(name), "/format", "a batch has no such format");
  fields.done();
  const BatchId id{call.parts[0]};
  const auto format = export_formats.value(name);
  auto reply =
      commit_call(call, 200, [id, format](Work& work) { return export_batch(work, id, format); });
  reply.bytes = call.context.database.read(
      [&](storage::Transaction& tx) { return batch_file(tx, call.context.secrets, id, format); });
  const bool list = format == ExportFormat::order;
  reply.content_type = list ? "application/json" : "application/xml";
  reply.headers.emplace_back("Content-Disposition",
                             "attachment; filename=\"" + id.text() + (list ? ".json\"" : ".xml\""));
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

Decide decide_batch(const std::string&, const nlohmann::json& json) {
  Fields fields{json};
  const BatchOrder input{.requests = fields.ids<RequestId>("requests", BatchOrder::most),
                         .place = fields.id<PlaceId>("place"),
                         .execution_date = fields.date("execution_date")};
  fields.done();
  return [input](Work& work) { return order_batch(work, input); };
}

Decide decide_cancellation(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto id = BatchId::parse(target);
  return [id](Work& work) { return cancel_batch(work, id); };
}

/// A bank's reason, which ISO 20022 writes in capitals ("AC04"), as a code of ours.
std::string reason_code(Fields& fields) {
  auto code = fields.text("code", 32);
  for (char& c : code) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool is_code =
      code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  require_field(is_code, "/code", "a bank's reason is a code of letters and digits");
  return code;
}

Decide decide_failure(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const auto code = reason_code(fields);
  fields.done();
  const auto id = PaymentId::parse(target);
  return [id, code](Work& work) { return fail_payment(work, id, code); };
}

Decide decide_give_up(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto id = PaymentId::parse(target);
  return [id](Work& work) { return give_up_payment(work, id); };
}

Reply post_batch(const Call& call) { return act(call, "batch.ordered", "new"); }
Reply post_cancellation(const Call& call) { return act(call, "batch.cancelled", call.parts[0]); }
Reply post_failure(const Call& call) { return act(call, "payment.failed", call.parts[0]); }
Reply post_give_up(const Call& call) { return act(call, "payment.given_up", call.parts[0]); }

}  // namespace

std::vector<Route> payments_routes() {
  return {
      {"GET", "/v1/payments", fund_people, get_payments},
      {"GET", "/v1/payments/{}", fund_people, get_payment},
      {"POST", "/v1/payments/{}/failure", signers, post_failure, Body::json, true},
      {"POST", "/v1/payments/{}/give-up", signers, post_give_up, Body::json, true},
      {"POST", "/v1/payment-batches", treasurers, post_batch, Body::json, true},
      {"GET", "/v1/payment-batches", fund_people, get_batches},
      {"GET", "/v1/payment-batches/{}", fund_people, get_batch},
      {"POST", "/v1/payment-batches/{}/exports", treasurers, post_export, Body::json, true},
      {"POST", "/v1/payment-batches/{}/cancellation", signers, post_cancellation, Body::json, true},
  };
}

std::vector<SignedAct> payments_acts() {
  return {
      {"batch.ordered", "", treasurers, decide_batch},
      {"batch.cancelled", "batch_cancelled", signers, decide_cancellation},
      {"payment.failed", "payment_failed", signers, decide_failure},
      {"payment.given_up", "give_up", signers, decide_give_up},
  };
}

}  // namespace relief::api
