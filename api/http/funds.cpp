#include "api/http/callers.h"
#include "api/http/nouns.h"

#include "api/http/acts.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/paging.h"
#include "ledger/aid/iban.h"
#include "ledger/cases/adopt_rulebook.h"
#include "ledger/cases/open_fund.h"
#include "ledger/cases/open_place.h"
#include "ledger/storage/positions.h"
#include "ledger/storage/rulebooks.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

nlohmann::json to_json(const storage::Place& place) {
  nlohmann::json json{{"id", place.id.text()},
                      {"type", storage::place_types.text(place.type)},
                      {"currency", place.currency->code},
                      {"name", place.name}};
  if (place.organisation) json["organisation"] = place.organisation->text();
  if (!place.iban.empty()) json["iban"] = place.iban;
  return json;
}

nlohmann::json to_json(const storage::Fund& fund) {
  nlohmann::json json{{"id", fund.id.text()}, {"code", fund.code}, {"name", fund.name}};
  if (!fund.restriction) return json;
  const auto& terms = *fund.restriction;
  json["restriction"] = {{"purposes", terms.purposes}, {"clause", terms.clause}};
  if (terms.from) json["restriction"]["from"] = to_text(*terms.from);
  if (terms.to) json["restriction"]["to"] = to_text(*terms.to);
  if (terms.group) json["restriction"]["group"] = *terms.group;
  return json;
}

nlohmann::json to_json(const storage::PositionView& view) {
  return {{"place", view.place},
          {"balance", to_json(view.balance)},
          {"reserved", to_json(view.reserved)},
          {"ordered", to_json(view.ordered)},
          {"owed", to_json(view.owed)},
          {"available", to_json(view.available)}};
}

Reply get_places(const Call& call) {
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& place : storage::all_places(tx)) {
      const bool hidden =
          call.actor.role == Role::shelter && place.organisation != call.actor.organisation;
      if (!hidden) list.push_back(to_json(place));
    }
    return true;
  });
  return {.json = list_of(std::move(list))};
}

Reply get_funds(const Call& call) {
  auto list = nlohmann::json::array();
  call.context.database.read([&](storage::Transaction& tx) {
    for (const auto& fund : storage::all_funds(tx)) list.push_back(to_json(fund));
    return true;
  });
  return {.json = list_of(std::move(list))};
}

Reply get_fund(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto fund = storage::find_fund(tx, FundId{call.parts[0]});
    auto json = to_json(fund);
    json["places"] = nlohmann::json::array();
    for (const auto& view : storage::positions(tx, fund.id.text())) {
      json["places"].push_back(to_json(view));
    }
    return {.json = std::move(json)};
  });
}

int version_asked(const Call& call) {
  const auto text = asked_for(call, "version");
  if (text.empty()) return 0;
  require_field(text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos,
                "/version", "a version is a number");
  return std::stoi(text);
}

Reply get_rulebook(const Call& call) {
  const int asked = version_asked(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const int version = asked != 0 ? asked : storage::newest_rulebook(tx);
    return {.json = {{"version", version}, {"toml", storage::rulebook_text(tx, version)}}};
  });
}

Decide decide_place(const std::string&, const nlohmann::json& json) {
  Fields fields{json};
  const auto type = fields.word("type");
  require_field(storage::place_types.has(type), "/type", "a place is a bank account or a box");
  const auto code = fields.text("currency", 3);
  const auto& in = currency(code);
  NewPlace input{.type = storage::place_types.value(type),
                 .currency = &in,
                 .organisation = fields.optional_id<OrganisationId>("organisation"),
                 .name = fields.text("name"),
                 .iban = fields.optional_text("iban", 34).value_or(""),
                 .opening = fields.optional_money("opening").value_or(Money::zero(in))};
  fields.done();
  if (!input.iban.empty()) require_iban(input.iban, "/iban");
  return [input](Work& work) { return open_place(work, input); };
}

Decide decide_fund(const std::string&, const nlohmann::json& json) {
  Fields fields{json};
  NewFund input{.code = fields.word("code"), .name = fields.text("name"), .restriction = {}};
  if (auto terms = fields.optional_object("restriction")) {
    input.restriction = Restriction{.purposes = terms->words("purposes", 20),
                                    .from = terms->optional_date("from"),
                                    .to = terms->optional_date("to"),
                                    .group = terms->optional_word("group"),
                                    .clause = terms->text("clause")};
    terms->done();
  }
  fields.done();
  return [input](Work& work) { return open_fund(work, input); };
}

Decide decide_rulebook(const std::string&, const nlohmann::json& json) {
  Fields fields{json};
  const auto& toml = fields.value("toml");
  require_field(toml.is_string(), "/toml", "a rulebook's text is TOML");
  const auto text = toml.get<std::string>();
  fields.done();
  return [text](Work& work) { return adopt_rulebook(work, text); };
}

Reply post_place(const Call& call) { return act(call, "place.opened", "new"); }
Reply post_fund(const Call& call) { return act(call, "fund.opened", "new"); }
Reply post_rulebook(const Call& call) { return act(call, "rulebook.adopted", "new"); }

}  // namespace

std::vector<Route> funds_routes() {
  return {
      {"GET", "/v1/places", everyone, get_places},
      {"POST", "/v1/places", administrators, post_place, Body::json, true},
      {"GET", "/v1/funds", fund_people, get_funds},
      {"POST", "/v1/funds", administrators, post_fund, Body::json, true},
      {"GET", "/v1/funds/{}", fund_people, get_fund},
      {"GET", "/v1/rulebook", everyone, get_rulebook},
      {"POST", "/v1/rulebook", administrators, post_rulebook, Body::json, true, 512U << 10U},
  };
}

std::vector<SignedAct> funds_acts() {
  return {
      {"place.opened", "place", administrators, decide_place},
      {"fund.opened", "fund", administrators, decide_fund},
      {"rulebook.adopted", "rulebook", administrators, decide_rulebook},
  };
}

}  // namespace relief::api
