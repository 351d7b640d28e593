#include "api/http/callers.h"
#include "api/http/nouns.h"

#include "api/http/acts.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/paging.h"
#include "reconciliation/reconcile.h"
#include "reconciliation/store.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

Reply post_reconciliation(const Call& call) {
  Fields fields{call.json};
  const auto place = fields.id<PlaceId>("place");
  const auto date = fields.date("date");
  fields.done();
  return commit_call(call, 201, [place, date](Work& work) {
    return reconciliation::prepare_reconciliation(work, place, date);
  });
}

nlohmann::json to_json(const reconciliation::Reconciliation& row) {
  nlohmann::json json{{"id", row.id.text()},
                      {"place", row.place.text()},
                      {"date", to_text(row.date)},
                      {"statement", row.statement.text()},
                      {"closing", to_json(row.closing)},
                      {"book", to_json(row.book)},
                      {"difference", to_json(row.difference)},
                      {"prepared_by", row.prepared_by.text()},
                      {"prepared_at", to_text(row.prepared_at)},
                      {"signed", row.seq.has_value()}};
  if (row.reviewed_by) json["reviewed_by"] = row.reviewed_by->text();
  if (row.seq) json["seq"] = *row.seq;
  return json;
}

Reply get_reconciliations(const Call& call) {
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto list = nlohmann::json::array();
    const reconciliation::Slice slice{.after = page.after, .limit = page.limit};
    for (const auto& row :
         after_cursor(page, [&] { return reconciliation::reconciliations(tx, slice); })) {
      list.push_back(to_json(row));
    }
    return {.json = list_of(std::move(list), page)};
  });
}

Reply get_reconciliation(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto row = reconciliation::find_reconciliation(tx, ReconciliationId{call.parts[0]});
    auto json = to_json(row);
    json["items"] = nlohmann::json::array();
    for (const auto& item :
         reconciliation::reconciling_items(tx, storage::find_place(tx, row.place), row.date)) {
      json["items"].push_back({{"account", item.account},
                               {"item", item.item},
                               {"fund", item.fund},
                               {"amount", to_json(item.amount)}});
    }
    return {.json = std::move(json)};
  });
}

Decide decide_signature(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto id = ReconciliationId::parse(target);
  return [id](Work& work) { return reconciliation::sign_reconciliation(work, id); };
}

Reply post_signature(const Call& call) { return act(call, "reconciliation.signed", call.parts[0]); }

}  // namespace

std::vector<Route> reconciliations_routes() {
  return {
      {"GET", "/v1/reconciliations", bank_readers, get_reconciliations},
      {"POST", "/v1/reconciliations", treasurers, post_reconciliation, Body::json, true},
      {"GET", "/v1/reconciliations/{}", bank_readers, get_reconciliation},
      {"POST", "/v1/reconciliations/{}/signatures", reviewers, post_signature, Body::json, true},
  };
}

std::vector<SignedAct> reconciliations_acts() {
  return {{"reconciliation.signed", "reconciliation", reviewers, decide_signature}};
}

}  // namespace relief::api
