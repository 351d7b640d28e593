#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/statement.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// What two people accepted of a statement that doesn't hold together.
struct AcceptedDifference {
  std::uint64_t seq;  ///< Of the record that they signed.
  Money amount;       ///< What the place has at the closing beyond the books and the lines.
  Reason reason;      ///< The first of its faults.
};

/// A sound statement whose turn has come, with what its record and rows need.
struct Postable {
  Statement statement;          ///< Its amounts as the money moved.
  StatementRow row;             ///< Its `seq` is given when it is posted.
  std::string file_commitment;  ///< 32 bytes.
  std::string file_key;         ///< What the texts of its lines are sealed under.
  std::optional<AcceptedDifference> accepted{};
};

/// Posts a statement: one record for it and one for each thing that its lines settle. A fact of the
/// bank is never refused: what nothing explains goes to nobody's fund and raises an exception; so
/// does an accepted difference, after which the books hold what the statement ends with.
/// `is_new` inserts the statement's row; else its row waited. `is_signed`: a count sheet, whose
/// record two people sign. Answers the seq of the statement's record.
std::uint64_t post_statement(Work& work, const storage::Place& place, Postable postable,
                             bool is_new, bool is_signed);

}  // namespace relief::reconciliation
