#include "api/http/callers.h"
#include "api/http/nouns.h"

#include "api/http/acts.h"
#include "api/http/advices.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/paging.h"
#include "reconciliation/resolve_exception.h"
#include "reconciliation/store.h"

namespace relief::api {
namespace {

/// How long it stood open, up to now or until it was resolved; and what advices that came late tell
/// of it.
nlohmann::json to_json(storage::Transaction& tx, const reconciliation::ExceptionRow& row,
                       Date today) {
  const auto until = row.resolved_at ? day_in_baku(*row.resolved_at) : today;
  nlohmann::json json{{"id", row.id.text()},
                      {"code", row.code},
                      {"place", row.place.text()},
                      {"raised_at", to_text(row.raised_at)},
                      {"age_days", (until - day_in_baku(row.raised_at)).count()},
                      {"state", row.resolved_seq ? "resolved" : "open"},
                      {"seq", row.raised_seq}};
  if (row.statement) json["statement"] = row.statement->text();
  if (row.line) json["line"] = *row.line;
  if (row.statement && row.line) {
    auto advices = advices_of(tx, *row.statement, *row.line);
    if (!advices.empty()) json["advices"] = std::move(advices);
  }
  if (row.claim) json["claim"] = row.claim->text();
  if (row.amount) json["amount"] = to_json(*row.amount);
  if (row.resolved_seq) json["resolution"] = row.resolution;
  return json;
}

std::optional<reconciliation::ExceptionState> state_asked(const Call& call) {
  const auto state = word_asked(call, reconciliation::exception_states, "state");
  if (state.empty()) return std::nullopt;
  return reconciliation::exception_states.value(state);
}

Reply get_exceptions(const Call& call) {
  const auto page = page_of(call);
  const auto state = state_asked(call);
  const auto today = day_in_baku(call.context.clock());
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto list = nlohmann::json::array();
    const reconciliation::Slice slice{.after = page.after, .limit = page.limit};
    for (const auto& row :
         after_cursor(page, [&] { return reconciliation::exceptions(tx, state, slice); })) {
      list.push_back(to_json(tx, row, today));
    }
    return {.json = list_of(std::move(list), page)};
  });
}

std::function<Facts(Work&)> decide_resolution(const std::string& target,
                                              const nlohmann::json& json) {
  Fields fields{json};
  const auto code = fields.word("reason_code");
  fields.done();
  const auto id = ExceptionId::parse(target);
  return [id, code](Work& work) { return reconciliation::resolve_exception(work, id, code); };
}

Reply post_resolution(const Call& call) { return act(call, "exception.resolved", call.parts[0]); }

/// Whoever signs what becomes of an exception sees it.
constexpr Callers readers{Role::administrator, Role::approver, Role::treasurer, Role::auditor};
constexpr Callers resolvers{Role::treasurer, Role::approver};

}  // namespace

std::vector<Route> exceptions_routes() {
  return {
      {"GET", "/v1/exceptions", readers, get_exceptions},
      {"POST", "/v1/exceptions/{}/resolution", resolvers, post_resolution, Body::json, true},
  };
}

std::vector<SignedAct> exceptions_acts() {
  return {{"exception.resolved", "exception", resolvers, decide_resolution}};
}

}  // namespace relief::api
