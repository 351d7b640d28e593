#include "api/cli/demo_money.h"

#include <utility>

#include "api/cli/demo_amounts.h"
#include "api/cli/demo_signing.h"
#include "api/http/json.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

Date last_of(unsigned month) {
  return Date{std::chrono::year{2025} / std::chrono::month{month} / std::chrono::last};
}

std::string query_of(const std::string& place) { return "/v1/statements?place=" + place; }

/// The treasurer who doesn't order payments imports and reconciles.
Player& bookkeeper(Story& story) { return story.scene.treasurers[1]; }

void import_statement(Story& story, const Account& account, unsigned month) {
  const api::Question ask{.method = "POST",
                          .path = query_of(account.id),
                          .body = story.bank.statement(
                              account.iban, std::chrono::year{2025} / std::chrono::month{month}),
                          .content_type = "application/xml"};
  json_of(ask, story.calls.ask(bookkeeper(story), ask));
}

}  // namespace

Announced announce(Story& story, const Gift& gift, const Account& account,
                   const std::string& fund) {
  const auto amount = Money::parse(gift.amount, *account.currency);
  const auto donation = story.calls.post(story.scene.administrators[0], "/v1/donations",
                                         {{"donor", {{"name", gift.donor}, {"kind", gift.kind}}},
                                          {"source", gift.source},
                                          {"amount", to_json(amount)},
                                          {"received_on", to_text(day_in_baku(story.calls.now()))},
                                          {"place", account.id},
                                          {"fund", fund},
                                          {"evidence", gift.evidence}});
  return {.id = donation.at("id"), .reference = donation.at("reference")};
}

void give(Story& story, const Gift& gift, const Account& account, const std::string& fund,
          Date arrives) {
  const auto announced = announce(story, gift, account, fund);
  story.bank.book(account.iban,
                  {.amount = Money::parse(gift.amount, *account.currency),
                   .on = arrives,
                   .code = "PMNT/RCDT/DMCT",
                   .other = {gift.donor, story.bank.others_account()},
                   .text = gift.quotes ? "Fonda yardim " + announced.reference : "Fonda yardim"});
}

void close_month(Story& story, unsigned month) {
  auto& scene = story.scene;
  for (const auto* account : {&scene.treasury, &scene.gifts, &scene.grant}) {
    import_statement(story, *account, month);
    reconcile(story, account->id, last_of(month));
  }
}

void reconcile(Story& story, const std::string& place, Date on) {
  const auto reconciliation =
      story.calls
          .post(bookkeeper(story), "/v1/reconciliations", {{"place", place}, {"date", to_text(on)}})
          .at("id")
          .get<std::string>();
  sign_together(story.calls, bookkeeper(story), story.scene.auditor,
                {.act = "reconciliation.signed",
                 .target = reconciliation,
                 .path = "/v1/reconciliations/" + reconciliation + "/signatures"});
  story.year.reconciliations.push_back(reconciliation);
}

std::string fund_box(Story& story, const Money& amount, Date on) {
  const auto& scene = story.scene;
  const auto transfer =
      sign_together(story.calls, story.scene.treasurers[0], story.scene.approvers[0],
                    {.act = "transfer.ordered",
                     .target = "new",
                     .path = "/v1/transfers",
                     .fields = {{"from", {{"place", scene.treasury.id}, {"fund", scene.allowance}}},
                                {"to", {{"place", scene.box}, {"fund", scene.allowance}}},
                                {"amount", to_json(amount)}},
                     .money = amount});
  auto reference = transfer.at("reference").get<std::string>();
  story.bank.hand_out(scene.treasury.iban, amount, on, reference);
  return reference;
}

void count_box(Story& story, const nlohmann::json& sheet) {
  auto& staff = story.scene.shelters[1].staff;
  sign_together(story.calls, staff[0], staff[1],
                {.act = "statement.imported",
                 .target = story.scene.box,
                 .path = query_of(story.scene.box),
                 .fields = sheet});
}

void identify(Story& story, const std::string& receipt, const nlohmann::json& as,
              const Money& amount) {
  sign(story.calls, bookkeeper(story),
       {.act = "receipt.identified",
        .target = receipt,
        .path = "/v1/receipts/" + receipt + "/identification",
        .fields = as,
        .money = amount});
}

void resolve_exceptions(Story& story, const std::string& reason_code) {
  const auto exceptions = story.calls.get(bookkeeper(story), "/v1/exceptions?state=open&limit=500");
  for (const auto& each : exceptions.at("items")) {
    const auto id = each.at("id").get<std::string>();
    sign_together(story.calls, bookkeeper(story), story.scene.approvers[0],
                  {.act = "exception.resolved",
                   .target = id,
                   .path = "/v1/exceptions/" + id + "/resolution",
                   .fields = {{"reason_code", reason_code}}});
  }
}

nlohmann::json unknown_receipts(Story& story) {
  return story.calls.get(bookkeeper(story), "/v1/receipts?state=unknown").at("items");
}

}  // namespace relief::cli
