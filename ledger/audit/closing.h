#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/books/entry.h"

namespace relief::audit {

/// What is closed for ever, and what has to be before a month or a year closes.
class Closing {
 public:
  /// Notes what an entry moves. Throws Error{refused} where it is of a closed period.
  void take(const Entry& entry);

  /// Whether a day is of a closed period.
  [[nodiscard]] bool is_closed(Date day) const {
    return closed_through_ && day <= *closed_through_;
  }

  /// What a place held at the end of a day, as far as it is booked.
  [[nodiscard]] Money::Units held(const std::string& place, Date day) const;

  /// A place was reconciled on a day, with so much money, and that was signed.
  void reconcile(const std::string& place, Date day, const Money::Units& held) {
    reconciled_.insert_or_assign({place, day}, held);
  }

  /// Closes a month, "2026-01". Throws Error{refused} unless it is the one after the last that was
  /// closed, is over `today`, its places are reconciled on its last day, with what they hold on it
  /// now, and, of a December, no result is left.
  void close(std::string_view month, Date today);

  /// The lines by which a year's result goes to the accumulated one (E25), of one fund or of all.
  [[nodiscard]] std::vector<Line> year_end(int year, const std::string& fund) const;

 private:
  /// Fund, currency and account.
  using Result = std::tuple<std::string, std::string_view, std::string>;
  [[nodiscard]] std::map<Result, Money> results_by(int year) const;

  std::optional<Date> closed_through_;
  std::map<std::string, std::map<Date, Money::Units>> moved_;  ///< Each place's money, by day.
  std::map<std::pair<std::string, Date>, Money::Units> reconciled_;
  std::map<int, std::map<Result, Money>> results_;  ///< What moved in each year.
};

}  // namespace relief::audit
