#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/books/entry.h"

namespace relief {

/// A payment as the books see it.
struct PaymentTerms {
  std::string place;
  std::string fund;
  std::string payment;
  std::string request;
  std::string expense_account;
  Date expensed_on;  ///< When its expense was recognised.
};

/// Ordered for the first time (E7): what was reserved becomes an expense, owed from the place.
std::vector<Line> order_lines(const PaymentTerms& terms, const Money& amount);

/// Ordered again after it came back (E11): it was an expense already.
std::vector<Line> order_again_lines(const PaymentTerms& terms, const Money& amount);

/// A first order undone before the bank booked any of it (E9): reserved again.
std::vector<Line> undo_order_lines(const PaymentTerms& terms, const Money& amount, Date today);

/// A later order undone before the bank booked any of it (E9): payable to the person again.
std::vector<Line> undo_order_again_lines(const PaymentTerms& terms, const Money& amount);

/// What came back and won't be ordered again (E12).
std::vector<Line> give_up_lines(const PaymentTerms& terms, const Money& amount, Date today);

/// What will never be booked of an order that was booked in part (E8b).
std::vector<Line> cut_order_lines(const PaymentTerms& terms, const Money& amount, Date today);

}  // namespace relief
