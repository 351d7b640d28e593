#pragma once

#include <optional>
#include <string>

#include "reconciliation/fault_list.h"
#include "reconciliation/mt_fields.h"

namespace relief::reconciliation {

/// What a :61: says.
struct MtEntry {
  explicit MtEntry(Money zero) : amount{std::move(zero)} {}

  Money amount;  ///< As the account sees it: RC takes a credit back, so it is negative.
  Date value_on, booked_on;
  bool is_reversal = false;
  bool is_expected = false;  ///< EC and ED: it has yet to come.
  std::string type;          ///< "NTRF"
  std::string reference;     ///< The orderer's; 16 characters at most, so often cut.
  std::string bank_reference;
  std::string supplement;
};

/// Reads a :61:. Nothing where it is no entry, and the faults say why.
std::optional<MtEntry> read_mt_entry(const MtField& field, const Currency& currency,
                                     FaultList& faults);

/// "C260111AZN1047895,94" of :60F: and its like.
std::optional<Balance> read_mt_balance(const MtField& field, FaultList& faults);

/// An amount with a decimal comma.
std::optional<Money> read_mt_amount(std::string_view text, const Currency& currency);

}  // namespace relief::reconciliation
