#pragma once

#include <string>
#include <vector>

#include "api/cli/demo_story.h"

namespace relief::cli {

/// Means that somebody gives the fund.
struct Gift {
  std::string donor;
  std::string kind;  ///< "state", "company", "person", "international".
  std::string source;
  std::string amount;  ///< "60000.00"
  nlohmann::json evidence = nlohmann::json::array();
  bool quotes = true;  ///< Whether the payer quotes the reference.
};

/// An administrator announces a gift.
Announced announce(Story& story, const Gift& gift, const Account& account, const std::string& fund);

/// An administrator announces a gift, and its payer sends it.
void give(Story& story, const Gift& gift, const Account& account, const std::string& fund,
          Date arrives);

/// Imports each account's statement of a month, and lets two people sign its reconciliation.
void close_month(Story& story, unsigned month);

/// A treasurer prepares a place's reconciliation and signs it, and the auditor signs it too.
void reconcile(Story& story, const std::string& place, Date on);

/// Cash goes from the treasury account to the box, by a treasurer's and an approver's signatures.
/// Answers its reference.
std::string fund_box(Story& story, const Money& amount, Date on);

/// Two of the shelter count the box: what came and what was handed over since the last count.
void count_box(Story& story, const nlohmann::json& sheet);

/// A treasurer says by signature what a receipt without reference was.
void identify(Story& story, const std::string& receipt, const nlohmann::json& as,
              const Money& amount);

/// A treasurer and an approver close every open exception.
void resolve_exceptions(Story& story, const std::string& reason_code);

/// The receipts that nobody knows.
nlohmann::json unknown_receipts(Story& story);

}  // namespace relief::cli
