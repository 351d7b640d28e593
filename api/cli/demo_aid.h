#pragma once

#include "api/cli/demo_story.h"

namespace relief::cli {

/// What a shelter asks for.
struct Wish {
  bool recognised = true;
  std::string kind = "lump_sum";
  std::string amount = {};  ///< "350.00"; empty where the law says it.
  bool cash = false;
};

/// A shelter opens a case and files a request for it.
Helped open_case(Story& story, std::size_t shelter, const nlohmann::json& identity,
                 const Wish& wish);

/// A shelter files a request for a case that it has opened.
void file_request(Story& story, Helped& helped, const Wish& wish);

/// The administrator answers the check of every case that waits for it: a duplicate is stopped.
void review_cases(Story& story);

/// A decision on a presumed person.
void recognise(Story& story, const Helped& helped);

/// The administrator says from which fund and place everything in a status is to be paid.
void allocate_all(Story& story, const std::string& status, const std::string& fund,
                  const std::string& place);

/// Approvers sign what is submitted: two for a lump sum, three for the rest.
void approve_all(Story& story, std::size_t first);

void reject(Story& story, const std::string& request);

/// A treasurer orders all that is approved and has its money, one batch a place; the bank executes.
void order_all(Story& story, Date execution);

/// A payment that came back is ordered again, to the same account.
void order_again(Story& story, const std::string& request, Date execution);

}  // namespace relief::cli
