#include "api/http/callers.h"
#include "api/http/nouns.h"

#include <algorithm>

#include "api/http/json.h"
#include "api/http/paging.h"
#include "ledger/base/at_field.h"
#include "ledger/books/account.h"
#include "ledger/storage/account_balance.h"
#include "ledger/storage/entries.h"
#include "reports/render.h"
#include "reports/reports.h"

namespace relief::api {
namespace {

Reply get_accounts(const Call&) {
  auto list = nlohmann::json::array();
  for (const auto& each : chart) {
    list.push_back({{"code", each.code},
                    {"name", each.name},
                    {"by_place", each.by_place},
                    {"items", each.items}});
  }
  return {.json = list_of(std::move(list))};
}

/// What is asked of a balance: by the end of an effective day, or as it was booked at a moment.
storage::BalanceQuery balance_asked(storage::Transaction& tx, const Call& call) {
  storage::BalanceQuery query{.account = call.parts[0],
                              .place = place_asked(tx, call),
                              .fund = fund_asked(tx, call),
                              .as_of = parse_date("9999-12-31")};
  const auto text = asked_for(call, "as_of");
  if (text.find('T') == std::string::npos) {
    query.as_of = day_asked(call, "as_of").value_or(query.as_of);
    return query;
  }
  query.booked_by = at_field("/as_of", [&] { return parse_instant(text); });
  return query;
}

/// An account's balance in each currency, on the whole or of a place and fund.
Reply get_account(const Call& call) {
  const auto found = std::ranges::find(chart, call.parts[0], &Account::code);
  require(found != chart.end(), Errc::not_found, "the chart has no such account");
  auto balances = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& balance : storage::account_balances(tx, balance_asked(tx, call))) {
      balances.push_back(to_json(balance));
    }
    return true;
  });
  return {.json = {{"code", found->code}, {"name", found->name}, {"balances", balances}}};
}

Reply get_reports(const Call&) {
  auto list = nlohmann::json::array();
  for (const auto& report : reports::reports()) {
    list.push_back({{"name", report.name},
                    {"title", {{"az", report.title_az}, {"en", report.title_en}}},
                    {"parameters", reports::parameters_of(report)}});
  }
  return {.json = list_of(std::move(list))};
}

Reply get_report(const Call& call) {
  const auto& report = reports::find_report(call.parts[0]);
  const auto format = asked_for(call, "format");
  const auto& form = at_field("/format", [&]() -> const reports::Form& {
    return reports::find_form(format.empty() ? "json" : format);
  });
  const auto lang = asked_for(call, "lang");
  const reports::Parameters parameters{.as_of = day_asked(call, "as_of"),
                                       .from = day_asked(call, "from"),
                                       .to = day_asked(call, "to"),
                                       .fund = asked_for(call, "fund"),
                                       .place = asked_for(call, "place"),
                                       .lang = lang.empty() ? "az" : lang};
  require_field(parameters.lang == "az" || parameters.lang == "en", "/lang",
                "reports speak az or en");
  const auto table = call.context.database.read(
      [&](storage::Transaction& tx) { return reports::run(tx, report, parameters); });
  return {.bytes = form.render(table), .content_type = std::string{form.content_type}};
}

nlohmann::json to_json(const storage::BookedEntry& each) {
  return {{"seq", each.seq},
          {"kind", each.kind},
          {"at", relief::to_text(each.at)},
          {"by", each.by},
          {"entry", written_out(each.entry)}};
}

Reply get_entries(const Call& call) {
  const auto page = page_of(call);
  storage::EntryQuery query{.account = asked_for(call, "account"),
                            .place = {},
                            .fund = {},
                            .from = day_asked(call, "from").value_or(parse_date("1900-01-01")),
                            .to = day_asked(call, "to").value_or(parse_date("9999-12-31")),
                            .after = seq_after(page),
                            .limit = page.limit};
  require_field(query.account.empty() ||
                    std::ranges::find(chart, query.account, &Account::code) != chart.end(),
                "/account", "the chart has no such account");
  require_field(query.from <= query.to, "/from", "this span ends before it begins");
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    query.place = place_asked(tx, call);
    query.fund = fund_asked(tx, call);
    for (const auto& each : storage::find_entries(tx, query)) list.push_back(to_json(each));
    return true;
  });
  return {.json = list_of(std::move(list), page, "seq")};
}

}  // namespace

std::vector<Route> books_routes() {
  return {
      {"GET", "/v1/accounts", fund_people, get_accounts},
      {"GET", "/v1/accounts/{}", fund_people, get_account},
      {"GET", "/v1/entries", fund_people, get_entries},
      {"GET", "/v1/reports", fund_people, get_reports},
      {"GET", "/v1/reports/{}", fund_people, get_report},
  };
}

}  // namespace relief::api
