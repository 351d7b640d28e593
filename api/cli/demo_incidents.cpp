#include "api/cli/demo_incidents.h"

#include <algorithm>

#include "api/cli/demo_aid.h"
#include "api/cli/demo_amounts.h"
#include "api/cli/demo_money.h"
#include "api/http/json.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

constexpr std::size_t shelter_with_box = 1;
constexpr auto confusing_amount = "1200.00";
constexpr auto cash_for_box = "1400.00";

/// The one receipt that nobody knows yet.
std::string unknown_receipt(Story& story) {
  const auto receipts = unknown_receipts(story);
  require(receipts.size() == 1, Errc::refused, "the story has one receipt to identify at a time");
  return receipts[0].at("id");
}

/// Of the payment that the box was told to hand over.
std::string cash_reference(const Story& story) {
  const auto list = nlohmann::json::parse(story.year.cash_list);
  return list.at("payments").at(0).at("reference");
}

}  // namespace

void return_payment(Story& story) {
  // Among March's people, who were paid a week before.
  story.year.returned = *std::find_if(story.year.helped.rbegin(), story.year.helped.rend(),
                                      [](const Helped& helped) { return !helped.iban.empty(); });
  story.bank.give_back(story.year.returned.iban, day_of(3, 20), "AC04");
}

void order_returned(Story& story) { order_again(story, story.year.returned.request, day_of(4, 4)); }

void give_unannounced(Story& story) {
  story.bank.book(story.scene.gifts.iban,
                  {.amount = azn("150.00"),
                   .on = day_of(5, 16),
                   .code = "PMNT/RCDT/DMCT",
                   .other = {"Numune Olmayanli", story.bank.others_account()},
                   .text = "iane"});
}

void identify_unannounced(Story& story) {
  const auto amount = azn("150.00");
  identify(story, unknown_receipt(story),
           {{"as", "donation"},
            {"donor", {{"name", "Nümunə Olmayanlı"}, {"kind", "person"}}},
            {"source", "contribution"},
            {"fund", story.scene.general}},
           amount);
  resolve_exceptions(story, "identified");
}

void give_confusingly(Story& story) {
  story.year.confusing = announce(story,
                                  {.donor = "Çərçivə İnşaat MMC",
                                   .kind = "company",
                                   .source = "contribution",
                                   .amount = confusing_amount},
                                  story.scene.gifts, story.scene.general);
  story.bank.book(story.scene.gifts.iban, {.amount = azn(confusing_amount),
                                           .on = day_of(6, 24),
                                           .code = "PMNT/RCDT/DMCT",
                                           .other = {"Ifade Guzgulu", story.bank.others_account()},
                                           .text = "muqavile uzre odenis 7/2025"});
}

void identify_confusing(Story& story) {
  identify(story, unknown_receipt(story), {{"as", "announced"}, {"gift", story.year.confusing.id}},
           azn(confusing_amount));
  resolve_exceptions(story, "identified");
}

void fill_box(Story& story) {
  const auto amount = azn(cash_for_box);
  story.year.transfer = fund_box(story, amount, day_of(6, 4));
}

void file_for_cash(Story& story) {
  count_box(story, {{"date", to_text(day_of(6, 5))},
                    {"opening", to_json(azn("0.00"))},
                    {"closing", to_json(azn(cash_for_box))},
                    {"lines",
                     {{{"kind", "received"},
                       {"amount", to_json(azn(cash_for_box))},
                       {"reference", story.year.transfer}}}}});
  story.year.in_cash =
      open_case(story, shelter_with_box, story.inventor.identity(), {.cash = true});
  story.year.helped.push_back(story.year.in_cash);
}

void hand_over_cash(Story& story) {
  story.calls.set_time(day_of(6, 14), 10);
  count_box(story, {{"date", to_text(day_of(6, 14))},
                    {"opening", to_json(azn(cash_for_box))},
                    {"closing", to_json(azn("700.00"))},
                    {"lines",
                     {{{"kind", "paid"},
                       {"amount", to_json(azn("700.00"))},
                       {"reference", cash_reference(story)}}}}});
  reconcile(story, story.scene.box, day_of(6, 14));
}

}  // namespace relief::cli
