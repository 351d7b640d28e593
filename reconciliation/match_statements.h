#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// A file as it was delivered and understood.
struct Delivery {
  std::string file;  ///< Its base name.
  Reading reading;
};

/// A statement that is there once, however often it was delivered, and what it is worth.
struct Arranged {
  Statement statement;                 ///< Pages joined, amounts as the money moved.
  std::optional<Reason> quarantine{};  ///< Why none of its lines may be looked at.
  std::size_t repeated = 0;            ///< How many lines at its beginning earlier statements had.
};

/// Something to say of a whole statement, or of a file that can't be read.
struct StatementNote {
  std::string statement;
  Reason reason;

  friend auto operator<=>(const StatementNote&, const StatementNote&) = default;
};

/// All that was delivered, in the order in which it must be read: by account, then by last day,
/// then by sequence number. The order of the deliveries changes nothing.
struct Arrangement {
  std::vector<Arranged> statements;
  std::vector<StatementNote> notes;  ///< Sorted.
};

/// The integrity stage over many files: what came twice is taken once; what came twice with
/// different contents, doesn't balance, or is of an account that `accounts` (`plain`) doesn't have,
/// is set aside whole; each account's chain of balances is followed, and its breaks are noted.
/// Lines have the details that advices tell of them.
Arrangement arrange(std::vector<Delivery> deliveries, const std::set<std::string>& accounts);

}  // namespace relief::reconciliation
