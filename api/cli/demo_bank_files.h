#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/cli/demo_bank.h"

namespace relief::cli {

/// What a pain.001 asks of its bank, in either version.
struct BankOrder {
  struct Payment {
    std::string reference;
    Money amount;
    OtherSide payee;
    std::string text;
  };

  std::string message_id;
  std::string account;  ///< The debtor's IBAN.
  Date execution_date;
  std::vector<Payment> payments;
};

/// Throws Error{malformed} for a file that isn't a pain.001, and Error{refused} for one whose
/// payments aren't those that its totals count.
BankOrder order_of(std::string_view pain001);

/// One month of an account.
struct MonthOfAccount {
  std::string iban;
  Money opening;
  std::chrono::year_month month;
  std::vector<Booking> bookings;  ///< By day.
};

/// The month as camt.053.001.02.
std::string camt053(const MonthOfAccount& month);

}  // namespace relief::cli
