#pragma once

#include <string>
#include <vector>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// What a check needs to know of a statement's lines, gathered line by line.
class Totals {
 public:
  /// A count and the sum of amounts without their signs.
  struct Tally {
    long count = 0;
    std::optional<Money> sum;  ///< Nothing until there is a line.
  };
  /// Over all lines, and over the booked ones: banks differ in which of them they count.
  struct Tallies {
    Tally all, booked;
  };

  void add(const StatementLine& line);

  /// The currency of the lines; null without lines.
  [[nodiscard]] const Currency* currency() const { return currency_; }
  [[nodiscard]] bool is_in_one_currency() const { return !is_mixed_; }
  [[nodiscard]] bool has_reversals() const { return has_reversals_; }
  [[nodiscard]] int lines() const { return lines_; }

  /// Σ of booked lines, and Σ of the reversals among them, as the bank signed them.
  [[nodiscard]] Money booked(const Currency& currency) const;
  [[nodiscard]] Money reversals(const Currency& currency) const;

  [[nodiscard]] const Tallies& any() const { return any_; }
  [[nodiscard]] const Tallies& credits() const { return credits_; }
  [[nodiscard]] const Tallies& debits() const { return debits_; }

  /// The numbers of the lines whose details don't add up: the first hundred.
  [[nodiscard]] const std::vector<int>& doubted() const { return doubted_; }

 private:
  const Currency* currency_ = nullptr;
  bool is_mixed_ = false;
  bool has_reversals_ = false;
  int lines_ = 0;
  std::optional<Money> booked_, reversals_;
  Tallies any_, credits_, debits_;
  std::vector<int> doubted_;
};

/// Whether the amounts of a line's details sum to the line, with charges where the bank states
/// them. Holds where the bank doesn't state them all in the account's currency.
bool details_add_up(const StatementLine& line);

}  // namespace relief::reconciliation
