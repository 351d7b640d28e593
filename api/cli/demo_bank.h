#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"

namespace relief::cli {

/// Who stands on the other side of a booking.
struct OtherSide {
  std::string name;
  std::string iban;
};

/// One movement of an account, as the bank books it.
struct Booking {
  Money amount;  ///< Signed: + money in.
  Date on;
  std::string code;  ///< ISO 20022's, "PMNT/RCDT/DMCT".
  OtherSide other = {};
  std::string reference = {};      ///< End to end, from whoever ordered it.
  std::string text = {};           ///< What the payer wrote.
  std::string return_reason = {};  ///< "AC04": money that was sent and comes back.
};

/// The demo's own bank: it knows nothing of the ledger but the files that pass between them, so
/// that what it says is another's word. It executes pain.001 and writes camt.053.001.02.
class DemoBank {
 public:
  /// Opens an account and answers its IBAN.
  std::string open_account(const Currency& currency);

  /// The IBAN of somebody else's account, another each time.
  std::string others_account();

  void book(const std::string& iban, Booking booking);

  /// Executes an order on its execution date. Throws Error{refused} for one that this bank
  /// wouldn't take: a file that came before, another bank's account, totals that don't add up, too
  /// little money.
  void accept(std::string_view pain001);

  /// The payee's bank sends the last payment to an account back, with ISO 20022's reason.
  void give_back(const std::string& payee, Date on, const std::string& reason);

  /// Money is taken out at the counter, under a reference.
  void hand_out(const std::string& iban, const Money& amount, Date on,
                const std::string& reference);

  [[nodiscard]] std::string statement(const std::string& iban, std::chrono::year_month month) const;

  /// At the end of all that was booked.
  [[nodiscard]] Money balance(const std::string& iban) const;

 private:
  struct Account {
    const Currency* currency;
    std::vector<Booking> bookings = {};
  };

  std::string next_iban();

  std::map<std::string, Account> accounts_;
  std::set<std::string> orders_;  ///< The message ids that came.
  int numbers_ = 0;
};

}  // namespace relief::cli
