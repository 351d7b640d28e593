#pragma once

#include <string>
#include <vector>

#include "api/cli/demo_bank.h"
#include "api/cli/demo_calls.h"
#include "api/cli/demo_invented.h"
#include "api/cli/demo_people.h"

namespace relief::cli {

/// A person whom the story helps, or would.
struct Helped {
  std::size_t shelter = 0;  ///< Among the scene's.
  std::string case_id = {};
  std::string request = {};
  std::string iban = {};  ///< Of the payout; empty where it is cash.
  nlohmann::json identity = {};
};

/// A gift that the fund was told of.
struct Announced {
  std::string id;  ///< don_…
  std::string reference;
};

/// What became of the year, for those who check it.
struct Year {
  std::vector<Helped> helped;   ///< Recognised, each with a lump sum.
  std::vector<Helped> waiting;  ///< Presumed.
  Helped rejected;
  Helped duplicate;  ///< Registered before, by another shelter.
  Helped returned;   ///< Whose payment came back once.
  Helped treated;    ///< With a request for medical help besides.
  Helped in_cash;
  std::string cash_list;                     ///< What the box was told to hand over.
  std::string transfer;                      ///< The reference of the cash for the box.
  Announced confusing;                       ///< Came without its reference.
  std::vector<std::string> reconciliations;  ///< rec_…
};

/// The year while it is told.
struct Story {
  Calls& calls;
  Scene scene;
  DemoBank& bank;
  Inventor inventor;
  Year year = {};
};

/// Tells the year 2025, month by month, and its closing in January 2026.
void tell_year(Story& story);

/// A day of the story.
inline Date day_of(unsigned month, unsigned day) {
  return Date{std::chrono::year{2025} / std::chrono::month{month} / std::chrono::day{day}};
}

}  // namespace relief::cli
