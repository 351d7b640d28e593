#include "api/cli/demo_story.h"

#include <array>
#include <span>

#include "api/cli/demo_aid.h"
#include "api/cli/demo_amounts.h"
#include "api/cli/demo_incidents.h"
#include "api/cli/demo_money.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

/// How many recognised people each month brings. With one paid in cash and two who wait for their
/// recognition first, they are eighty.
constexpr std::array recognised_in{6, 7, 7, 6, 7, 7, 6, 7, 7, 6, 7, 4};
constexpr unsigned last_month = 12;
constexpr unsigned months_with_presumed = 6;

nlohmann::json evidence(std::initializer_list<const char*> kinds, Date date) {
  auto list = nlohmann::json::array();
  for (const auto* kind : kinds) {
    list.push_back({{"kind", kind}, {"reference", "NÜMUNƏ-2025/17"}, {"date", to_text(date)}});
  }
  return list;
}

void give_january(Story& story) {
  auto& scene = story.scene;
  give(story,
       {.donor = "Maliyyə Nazirliyi (nümunə)",
        .kind = "state",
        .source = "budget",
        .amount = "60000.00",
        .evidence = evidence({"budget_code"}, day_of(1, 3))},
       scene.treasury, scene.allowance, day_of(1, 20));
  give(story,
       {.donor = "Xəyal Holdinq MMC",
        .kind = "company",
        .source = "contribution",
        .amount = "5000.00"},
       scene.gifts, scene.general, day_of(1, 15));
}

void give_february(Story& story) {
  auto& scene = story.scene;
  give(story,
       {.donor = "OSCE (nümunə)",
        .kind = "international",
        .source = "grant",
        .amount = "10000.00",
        .evidence = evidence({"agreement", "registration"}, day_of(1, 28))},
       scene.grant, scene.osce, day_of(2, 18));
}

void give_march(Story& story) {
  auto& scene = story.scene;
  give(story,
       {.donor = "Məhkəmə icrası (nümunə)",
        .kind = "state",
        .source = "confiscation",
        .amount = "25000.00",
        .evidence = evidence({"court_decision", "transfer_act"}, day_of(3, 1))},
       scene.gifts, scene.general, day_of(3, 14));
}

void give_contribution(Story& story, const std::string& donor, const std::string& kind,
                       const std::string& amount, Date arrives) {
  give(story, {.donor = donor, .kind = kind, .source = "contribution", .amount = amount},
       story.scene.gifts, story.scene.general, arrives);
}

void receive_gifts(Story& story, unsigned month) {
  switch (month) {
    case 1: return give_january(story);
    case 2: return give_february(story);
    case 3: return give_march(story);
    case 4:
      return give_contribution(story, "Örnək Ticarət ASC", "company", "3000.00", day_of(4, 9));
    case 5: return give_unannounced(story);
    case 6: return give_confusingly(story);
    case 8: return give_contribution(story, "Tapmaca Kağızova", "person", "75.50", day_of(8, 21));
    case 9:
      return give_contribution(story, "Güzgülü Bank ASC", "company", "10000.00", day_of(9, 10));
    case 12:
      return give_contribution(story, "Nağıl Nəşriyyatı MMC", "company", "2500.00", day_of(12, 19));
    default: return;
  }
}

/// What the bank takes and gives by itself.
void bank_acts(Story& story, unsigned month) {
  const Date last{std::chrono::year{2025} / std::chrono::month{month} / std::chrono::last};
  const auto& gifts = story.scene.gifts.iban;
  story.bank.book(gifts, {.amount = azn("-2.00"),
                          .on = last,
                          .code = "ACMT/MDOP/CHRG",
                          .text = "Hesaba xidmet haqqi"});
  if (month % 6 != 0) return;
  story.bank.book(
      gifts,
      {.amount = azn("18.40"), .on = last, .code = "ACMT/MCOP/INTR", .text = "Hesablanmis faiz"});
}

void file_cases(Story& story, unsigned month) {
  auto& year = story.year;
  for (int i = 0; i < recognised_in[month - 1]; ++i) {
    const auto shelter = static_cast<std::size_t>(i) % story.scene.shelters.size();
    year.helped.push_back(open_case(story, shelter, story.inventor.identity(), {}));
  }
  if (month <= months_with_presumed) {
    const auto shelter = month % story.scene.shelters.size();
    year.waiting.push_back(
        open_case(story, shelter, story.inventor.identity(), {.recognised = false}));
  }
  if (month == 4) year.rejected = open_case(story, 0, story.inventor.identity(), {});
  if (month == 5) {
    // The third shelter can't know that the first one has registered this person.
    year.duplicate = open_case(story, 2, year.helped.front().identity, {});
  }
  if (month == 7) {
    year.treated = year.helped[3];
    file_request(story, year.treated, {.kind = "medical", .amount = "350.00"});
  }
}

/// Presumed people whom the state recognises at last: their requests wait no more.
void recognise_late(Story& story, unsigned month) {
  if (month != 8 && month != 10) return;
  auto& waiting = story.year.waiting;
  recognise(story, waiting.front());
  story.year.helped.push_back(waiting.front());
  waiting.erase(waiting.begin());
}

void approve_month(Story& story, unsigned month) {
  if (month == 4) reject(story, story.year.rejected.request);
  approve_all(story, month);
}

void sign_in_filers(Story& story) {
  std::vector<Player*> filers{&story.scene.administrators[0]};
  for (auto& shelter : story.scene.shelters) filers.push_back(&shelter.staff[0]);
  story.calls.sign_in(std::move(filers));
}

/// January's requests are approved before anybody knows that the state's transfer has arrived: they
/// wait for it, and are ordered in February before they lapse.
void tell_january(Story& story) {
  story.calls.set_time(day_of(1, 19), 9);
  receive_gifts(story, 1);
  file_cases(story, 1);
  review_cases(story);
  // No place has money yet that the rulebook could prefer.
  for (const auto* status : {"submitted", "held"}) {
    allocate_all(story, status, story.scene.allowance, story.scene.treasury.id);
  }
  bank_acts(story, 1);
  story.calls.set_time(day_of(1, 30), 11);
  approve_month(story, 1);
}

void tell_month(Story& story, unsigned month) {
  auto& scene = story.scene;
  story.calls.set_time(day_of(month, 3), 10);
  story.calls.sign_in({&scene.treasurers[1], &scene.auditor});
  close_month(story, month - 1);
  if (month == 4) order_returned(story);
  if (month == 6) identify_unannounced(story);
  if (month == 6) fill_box(story);
  if (month == 7) identify_confusing(story);
  story.calls.set_time(day_of(month, 5), 9);
  sign_in_filers(story);
  receive_gifts(story, month);
  file_cases(story, month);
  if (month == 6) file_for_cash(story);
  recognise_late(story, month);
  story.calls.set_time(day_of(month, 5), 15);
  review_cases(story);
  story.calls.set_time(day_of(month, 10), 11);
  story.calls.sign_in({&scene.approvers[month % 3], &scene.approvers[(month + 1) % 3]});
  approve_month(story, month);
  story.calls.set_time(day_of(month, 12), 12);
  order_all(story, day_of(month, 13));
  bank_acts(story, month);
  if (month == 3) return_payment(story);
  if (month == 6) hand_over_cash(story);
}

}  // namespace

void tell_year(Story& story) {
  tell_january(story);
  for (unsigned month = 2; month <= last_month; ++month) tell_month(story, month);
  story.calls.set_time(Date{std::chrono::year{2026} / std::chrono::January / 5}, 10);
  close_month(story, last_month);
}

}  // namespace relief::cli
