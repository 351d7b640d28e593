#include "ledger/storage/periods.h"
#include "api/http/acts.h"
#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/nouns.h"
#include "api/http/paging.h"
#include "ledger/cases/close_period.h"
#include "ledger/cases/close_year.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

Decide decide_period(const std::string& target, const nlohmann::json& json) {
  Fields{json}.done();
  const auto month = parse_period(target);
  return [month](Work& work) { return close_period(work, month); };
}

Decide decide_year(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const auto fund = fields.optional_id<FundId>("fund");
  fields.done();
  require(target.size() == 4, Errc::malformed, "a year is written YYYY");
  const auto last = parse_date(target + "-12-31");
  const YearEnd input{.year = static_cast<int>(std::chrono::year_month_day{last}.year()),
                      .fund = fund};
  return [input](Work& work) { return close_year(work, input); };
}

Reply post_period(const Call& call) { return act(call, "period.closed", call.parts[0]); }
Reply post_year(const Call& call) { return act(call, "year.closed", call.parts[0]); }

Reply get_periods(const Call& call) {
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& each : storage::closed_periods(tx)) {
      list.push_back(
          {{"id", each.period}, {"last_day", to_text(each.last_day)}, {"seq", each.seq}});
    }
    return true;
  });
  return {.json = list_of(std::move(list))};
}

constexpr Callers closers{Role::treasurer, Role::auditor};

}  // namespace

std::vector<Route> periods_routes() {
  return {
      {"GET", "/v1/periods", fund_people, get_periods},
      {"POST", "/v1/periods/{}/close", closers, post_period, Body::json, true},
      {"POST", "/v1/years/{}/close", closers, post_year, Body::json, true},
  };
}

std::vector<SignedAct> periods_acts() {
  return {
      {"period.closed", "period", closers, decide_period},
      {"year.closed", "year", closers, decide_year},
  };
}

}  // namespace relief::api
