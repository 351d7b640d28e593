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

/// The codes of a debit that names a payment, and isn't of the order of it that stands: of one that
/// was undone before the bank booked it, or of one that was booked already.
inline constexpr std::string_view debited_after_failure_code = "DEBITED_AFTER_FAILURE";
inline constexpr std::string_view duplicate_payment_code = "DUPLICATE_PAYMENT_SUSPECTED";

/// Whether an unexplained debit with this code may be of the order that stands, so that the order
/// isn't undone before somebody knows.
bool may_be_of_standing_order(std::string_view code);

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

/// A debit that nobody ordered turns out to be the payment (E23): against 2110 where its order
/// stands, against 2100 where it had come back and is owed to the person, or else as its expense.
std::vector<Line> debited_lines(const PaymentTerms& terms, std::string_view against,
                                const Money& amount);

/// The same of a first order that was undone: what was reserved again is used, as E7 and E8 would
/// have done together.
std::vector<Line> debited_reserve_lines(const PaymentTerms& terms, const Money& amount);

}  // namespace relief
