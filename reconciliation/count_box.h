#pragma once

#include <string>
#include <vector>

#include "ledger/base/names.h"
#include "ledger/cases/work.h"

namespace relief::reconciliation {

/// What a line of a count sheet says of the cash.
enum class CountKind {
  paid,      ///< Handed over against a receipt.
  received,  ///< Brought from the bank or another box.
  missing,   ///< Less than there should be.
  found,     ///< More than there should be.
};

inline constexpr auto count_kinds = names<CountKind>({
    {CountKind::paid, "paid"},
    {CountKind::received, "received"},
    {CountKind::missing, "missing"},
    {CountKind::found, "found"},
});

struct CountLine {
  CountKind kind;
  Money amount;           ///< Above zero.
  std::string reference;  ///< Of the payment or transfer; empty for what is missing or found.
};

/// What a cash box held before and after, and what happened between: its statement.
struct CountSheet {
  PlaceId box;
  Date on;
  Money opening;
  Money closing;
  std::vector<CountLine> lines;
};

/// Takes a count sheet, signed by two people of the box's organisation.
/// Throws Error: not_found for another organisation's box; refused where opening + lines isn't the
/// closing, or the opening isn't what the last count ended with; conflict for a day before it.
Facts count_box(Work& work, const CountSheet& sheet);

}  // namespace relief::reconciliation
