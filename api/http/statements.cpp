#include "api/http/callers.h"
#include "api/http/nouns.h"

#include "api/http/acts.h"
#include "api/http/advices.h"
#include "api/http/fields.h"
#include "api/http/json.h"
#include "api/http/paging.h"
#include "reconciliation/accept_statement.h"
#include "reconciliation/acceptances.h"
#include "reconciliation/count_box.h"
#include "reconciliation/discard_statement.h"
#include "reconciliation/discards.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/pages.h"
#include "reconciliation/store.h"

namespace relief::api {
namespace {

using Decide = std::function<Facts(Work&)>;

PlaceId place_of_file(const Call& call) {
  const auto place = asked_for(call, "place");
  require_field(PlaceId::is_well_formed(place), "/place", "say which place the statement is of");
  return PlaceId{place};
}

/// How a file was taken, as a status: the facts say which of the three it was.
Reply taken(Reply reply) {
  if (reply.json.contains("duplicate_of")) {
    reply.status = 200;
  } else if (reply.json.value("quarantined", false)) {
    reply.status = 422;
    reply.json["type"] = "urn:relief:problem:quarantined";
    reply.json["title"] = "The file is kept, and nothing of it was posted";
    reply.json["status"] = 422;
    const auto& reasons = reply.json.at("reasons");
    reply.json["detail"] = reasons.empty() ? "the file doesn't hold together"
                                           : reasons.front().at("detail").get<std::string>();
    reply.content_type = "application/problem+json";
  }
  return reply;
}

/// A bank's file; or, as JSON, the count sheet of a cash box, which two people sign.
Reply post_statement(const Call& call) {
  if (call.content_type.starts_with("application/json")) {
    const auto json = parse_json(call.body);
    const Call sheet{call.context, call.actor,           call.parts, call.query, call.body,
                     json,         call.idempotency_key, call.route, call.path,  call.content_type};
    require(call.actor.role == Role::shelter, Errc::forbidden,
            "a cash box is counted by its own organisation");
    return act(sheet, "statement.imported", place_of_file(call).text());
  }
  require(call.actor.role == Role::treasurer, Errc::forbidden, "only treasurers import statements");
  const reconciliation::BankFile file{
      .place = place_of_file(call),
      .format = asked_for(call, "format"),
      .media_type = call.content_type.substr(0, call.content_type.find(';')),
      .bytes = call.body};
  return taken(commit_call(
      call, 201, [file](Work& work) { return reconciliation::import_statement(work, file); }));
}

/// Which pages it has of a statement that its bank cut in several; of one that waits, which are
/// missing.
nlohmann::json pages_of(storage::Transaction& tx, const reconciliation::StatementRow& row) {
  nlohmann::json json{
      {"first", row.page}, {"last", row.last_page->number}, {"is_last", row.last_page->is_last}};
  if (row.state != reconciliation::StatementState::waiting) return json;
  const auto missing = reconciliation::missing_pages(tx, row);
  json["missing"] = missing.numbers;
  json["is_end_known"] = missing.is_end_known;
  return json;
}

nlohmann::json to_json(storage::Transaction& tx, const reconciliation::StatementRow& row) {
  nlohmann::json json{{"id", row.id.text()},
                      {"place", row.place.text()},
                      {"format", row.format},
                      {"from", to_text(row.from)},
                      {"to", to_text(row.to)},
                      {"opening", to_json(row.opening)},
                      {"closing", to_json(row.closing)},
                      {"lines", row.count},
                      {"state", reconciliation::statement_states.text(row.state)},
                      {"reasons", nlohmann::json::parse(row.reasons)},
                      {"imported_at", to_text(row.imported_at)}};
  if (row.seq) json["seq"] = *row.seq;
  const bool is_cut = row.last_page && (row.page > 1 || row.last_page != reconciliation::Page{});
  if (is_cut) json["pages"] = pages_of(tx, row);
  return json;
}

Reply get_statements(const Call& call) {
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    auto list = nlohmann::json::array();
    const auto place = place_asked(tx, call);
    const reconciliation::Slice slice{.after = page.after, .limit = page.limit};
    for (const auto& row :
         after_cursor(page, [&] { return reconciliation::statements_at(tx, place, slice); })) {
      list.push_back(to_json(tx, row));
    }
    return {.json = list_of(std::move(list), page)};
  });
}

Reply get_statement(const Call& call) {
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto row = reconciliation::find_statement(tx, StatementId{call.parts[0]});
    auto json = to_json(tx, row);
    if (const auto accepted = reconciliation::acceptance_of(tx, row.id)) {
      json["acceptance"] = {{"reason_code", accepted->code},
                            {"faults", nlohmann::json::parse(accepted->faults)},
                            {"difference", to_json(accepted->difference)},
                            {"seq", accepted->seq}};
    }
    if (const auto discard = reconciliation::discard_of(tx, row.id)) {
      json["discard"] = {
          {"reason_code", discard->code}, {"by", discard->by.text()}, {"at", to_text(discard->at)}};
    }
    return {.json = std::move(json)};
  });
}

Decide decide_acceptance(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  const auto code = fields.word("reason_code");
  fields.done();
  const auto id = StatementId::parse(target);
  return [id, code](Work& work) {
    return reconciliation::accept_statement(work, {.statement = id, .code = code});
  };
}

Reply post_acceptance(const Call& call) { return act(call, "statement.accepted", call.parts[0]); }

Reply post_discard(const Call& call) {
  Fields fields{call.json};
  const reconciliation::Discard input{.statement = StatementId{call.parts[0]},
                                      .code = fields.word("reason_code")};
  fields.done();
  return commit_call(
      call, 201, [input](Work& work) { return reconciliation::discard_statement(work, input); });
}

nlohmann::json to_json(storage::Transaction& tx, const reconciliation::LineRow& line) {
  nlohmann::json json{{"line", line.number},
                      {"amount", to_json(line.amount)},
                      {"booked_on", to_text(line.booked_on)},
                      {"value_on", to_text(line.value_on)},
                      {"stage", line.stage},
                      {"reason", line.reason},
                      {"items", line.items},
                      {"seq", line.seq}};
  if (line.reason.empty()) return json;
  auto advices = advices_of(tx, line.statement, line.number);
  if (!advices.empty()) json["advices"] = std::move(advices);
  return json;
}

/// The lines as facts: what the bank wrote of them stays sealed.
Reply get_lines(const Call& call) {
  const auto page = page_of(call);
  return call.context.database.read([&](storage::Transaction& tx) -> Reply {
    const auto row = reconciliation::find_statement(tx, StatementId{call.parts[0]});
    auto list = nlohmann::json::array();
    for (const auto& line : reconciliation::lines_of(tx, row.id, seq_after(page), page.limit)) {
      list.push_back(to_json(tx, line));
    }
    return {.json = list_of(std::move(list), page, "seq")};
  });
}

Money signed_money(Fields& fields, const char* name) {
  auto money = fields.object(name);
  const auto& in = currency(money.text("currency", 3));
  auto amount = Money::parse(money.text("amount", 40), in);
  money.done();
  require_field(!amount.is_negative(), fields.pointer(name), "cash is never less than nothing");
  return amount;
}

Decide decide_count(const std::string& target, const nlohmann::json& json) {
  Fields fields{json};
  reconciliation::CountSheet sheet{.box = PlaceId::parse(target),
                                   .on = fields.date("date"),
                                   .opening = signed_money(fields, "opening"),
                                   .closing = signed_money(fields, "closing"),
                                   .lines = {}};
  for (auto& line : fields.objects("lines", 200)) {
    const auto kind = line.word("kind");
    require_field(reconciliation::count_kinds.has(kind), line.pointer("kind"),
                  "a line is paid, received, missing or found");
    sheet.lines.push_back({.kind = reconciliation::count_kinds.value(kind),
                           .amount = line.money("amount"),
                           .reference = line.optional_text("reference", 35).value_or("")});
    require_field(sheet.lines.back().amount.currency() == sheet.opening.currency(),
                  line.pointer("amount"), "a box has one currency");
    line.done();
  }
  fields.done();
  require_field(sheet.opening.currency() == sheet.closing.currency(), "/closing",
                "a box has one currency");
  return [sheet](Work& work) { return reconciliation::count_box(work, sheet); };
}

constexpr Callers counters{Role::treasurer, Role::shelter};
constexpr std::size_t file_max = 128UL << 20U;

}  // namespace

std::vector<Route> statements_routes() {
  return {
      {"GET", "/v1/statements", bank_readers, get_statements},
      {"POST", "/v1/statements", counters, post_statement, Body::raw, true, file_max},
      {"GET", "/v1/statements/{}", bank_readers, get_statement},
      {"GET", "/v1/statements/{}/lines", bank_readers, get_lines},
      {"POST", "/v1/statements/{}/acceptance", reviewers, post_acceptance, Body::json, true},
      {"POST", "/v1/statements/{}/discard", treasurers, post_discard, Body::json, true},
  };
}

std::vector<SignedAct> statements_acts() {
  return {
      {"statement.imported", "count_sheet", shelters, decide_count},
      {"statement.accepted", "acceptance", reviewers, decide_acceptance},
  };
}

}  // namespace relief::api
