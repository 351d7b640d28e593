#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// What a :86: says of its entry.
struct MtText {
  std::string text;
  std::vector<std::string> references;
  std::string batch;
  std::optional<long> batch_count;
  Party counterparty;
  std::string code;  ///< The bank's own, beside the type that the entry has.
  std::string return_reason;
  bool is_return = false;
  std::optional<StatedAmount> instructed;
  std::string rate;
  std::vector<Charge> charges;
};

/// Reads the lines of a :86: in whichever dialect they are: `?20…` subfields, `/EREF/…` codes,
/// `EREF+…` keywords, or plain words. Never fails: what it doesn't understand is text.
MtText read_mt_text(const std::vector<std::string>& lines, const Currency& currency);

/// The only account number (IBAN) other than our own that stands in a text, or nothing.
std::string only_iban(const std::string& text, const std::string& own_account);

}  // namespace relief::reconciliation
