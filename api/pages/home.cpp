#include "api/pages/home.h"

#include <map>

#include <kainjow/mustache.hpp>

#include "api/pages/sessions.h"
#include "api/pages/words.h"
#include "ledger/base/baku_time.h"
#include "ledger/base/text.h"
#include "ledger/books/entry.h"
#include "ledger/cases/own_receipt.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/log.h"
#include "ledger/storage/pipeline.h"
#include "ledger/storage/places.h"
#include "ledger/storage/positions.h"
#include "reports/written.h"

namespace relief {
std::string_view home_template();  // api/web/templates/home.mustache, embedded by the build.
}

namespace relief::pages {
namespace {

using kainjow::mustache::data;
using storage::Transaction;

data list() { return data{data::type::list}; }

/// The funds' money, a row for each fund and place.
data fund_rows(Transaction& tx, const Words& words) {
  std::map<std::string, std::string> funds{{std::string{unassigned_fund}, words("unassigned")}};
  for (const auto& fund : storage::all_funds(tx)) funds[fund.id.text()] = fund.name;
  std::map<std::string, std::string> places;
  for (const auto& place : storage::all_places(tx)) places[place.id.text()] = place.name;
  auto rows = list();
  for (const auto& view : storage::positions(tx, "")) {
    data row;
    row.set("fund", funds[view.fund]);
    row.set("place", places[view.place]);
    row.set("balance", reports::written_with_currency(view.balance, words.lang()));
    row.set("reserved", reports::written_with_currency(view.reserved, words.lang()));
    row.set("ordered", reports::written_with_currency(view.ordered, words.lang()));
    row.set("owed", reports::written_with_currency(view.owed, words.lang()));
    row.set("available", reports::written_with_currency(view.available, words.lang()));
    rows << row;
  }
  return rows;
}

data pipeline_rows(Transaction& tx, const Actor& actor, const Words& words) {
  auto rows = list();
  const auto own = actor.organisation ? actor.organisation->text() : std::string{};
  for (const auto& step : storage::pipeline(tx, own)) {
    data row;
    row.set("status", words(step.status));
    row.set("count", std::to_string(step.count));
    row.set("sum", reports::written_with_currency(step.sum, words.lang()));
    rows << row;
  }
  return rows;
}

/// An auditor's is the newest head, as under /log/checkpoint; everybody else's is that of the hour.
std::optional<storage::CheckpointRow> head_for(Transaction& tx, const std::optional<Actor>& actor,
                                               Instant now) {
  if (actor && actor->role == Role::auditor) return storage::last_checkpoint(tx);
  return published_head(tx, now);
}

/// The head that the visitor may see, and what witnesses say of the log.
data checkpoint_data(Transaction& tx, const std::optional<Actor>& actor, Instant now,
                     const Words& words) {
  const auto last = head_for(tx, actor, now);
  if (!last) return data{data::type::bool_false};
  const auto standing = witness_standing(tx, now).standing;
  data checkpoint;
  checkpoint.set("size", std::to_string(last->size));
  checkpoint.set("root", to_base64(as_bytes(last->root)));
  checkpoint.set("at", to_text(last->at));
  checkpoint.set("at_written",
                 reports::written(baku_time(last->at), words.lang()) + " " + words("baku_time"));
  checkpoint.set("standing", words("log_" + std::string{standing_names.text(standing)}));
  checkpoint.set("light", standing == Standing::witnessed ? "ok"
                          : standing == Standing::refused ? "bad"
                                                          : "warn");
  return checkpoint;
}

api::Reply render(const api::Visit& visit, int status, const std::string& refused) {
  const Words words{visit.query.contains("lang") ? visit.query.at("lang") : "az"};
  const auto actor = visitor(visit);
  data page;
  page.set("lang", std::string{words.lang()});
  page.set("english", words.lang() == "en");
  page.set(
      "words",
      data{kainjow::mustache::lambda_t{[&words](const std::string& key) { return words(key); }}});
  page.set("now", reports::written(day_in_baku(visit.context.clock()), words.lang()));
  page.set("density", actor ? "dense" : "calm");
  if (!refused.empty()) page.set("refused", refused);
  page.set("person", actor.has_value());
  visit.context.database.read([&](Transaction& tx) {
    if (actor) page.set("steps", pipeline_rows(tx, *actor, words));
    // Whoever looks after persons' data sees no money, not even sums of it.
    const bool sees_money = actor && actor->role != Role::custodian;
    page.set("sums", sees_money);
    if (sees_money && actor->role != Role::shelter) {
      page.set("money", true);
      page.set("rows", fund_rows(tx, words));
    }
    page.set("checkpoint", checkpoint_data(tx, actor, visit.context.clock(), words));
    return true;
  });
  kainjow::mustache::mustache view{std::string{home_template()}};
  return {.status = status,
          .bytes = view.render(page),
          .content_type = "text/html; charset=utf-8",
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

api::Reply home(const api::Visit& visit) { return render(visit, 200, ""); }

api::Reply refused_home(const api::Visit& visit, int status, const std::string& sentence) {
  return render(visit, status, sentence);
}

}  // namespace relief::pages
