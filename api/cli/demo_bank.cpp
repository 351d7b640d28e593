#include "api/cli/demo_bank.h"

#include <algorithm>
#include <utility>

#include "api/cli/demo_bank_files.h"
#include "ledger/aid/check_digits.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

constexpr auto sent = "PMNT/ICDT/DMCT";
constexpr auto sent_back = "PMNT/RCDT/RRTN";
constexpr auto handed_out = "PMNT/CNTR/CWDL";

std::string padded(int number, std::size_t width) {
  const auto digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

Money sum_of(const std::vector<Booking>& bookings, const Currency& currency) {
  auto sum = Money::zero(currency);
  for (const auto& booking : bookings) sum += booking.amount;
  return sum;
}

}  // namespace

std::string DemoBank::next_iban() {
  const auto account = "DEMO" + padded(++numbers_, 20);
  return "AZ" + padded(98 - remainder_by_97(account + "AZ00"), 2) + account;
}

std::string DemoBank::open_account(const Currency& currency) {
  auto iban = next_iban();
  accounts_.emplace(iban, Account{.currency = &currency});
  return iban;
}

std::string DemoBank::others_account() { return next_iban(); }

void DemoBank::book(const std::string& iban, Booking booking) {
  accounts_.at(iban).bookings.push_back(std::move(booking));
}

void DemoBank::accept(std::string_view pain001) {
  const auto order = order_of(pain001);
  require(orders_.insert(order.message_id).second, Errc::refused,
          "this bank has had an order of that name");
  require(accounts_.contains(order.account), Errc::refused,
          "this bank doesn't keep the account of the order");
  for (const auto& payment : order.payments) {
    require(balance(order.account) >= payment.amount, Errc::refused,
            "the account can't bear the order");
    book(order.account, {.amount = -payment.amount,
                         .on = order.execution_date,
                         .code = sent,
                         .other = payment.payee,
                         .reference = payment.reference,
                         .text = payment.text});
  }
}

void DemoBank::give_back(const std::string& payee, Date on, const std::string& reason) {
  const auto is_payment = [&](const Booking& booking) {
    return booking.other.iban == payee && booking.amount.is_negative();
  };
  for (auto& [iban, account] : accounts_) {
    const auto booked =
        std::find_if(account.bookings.rbegin(), account.bookings.rend(), is_payment);
    if (booked == account.bookings.rend()) continue;
    auto returned = *booked;
    returned.amount = -returned.amount;
    returned.on = on;
    returned.code = sent_back;
    returned.return_reason = reason;
    account.bookings.push_back(std::move(returned));
    return;
  }
  throw Error{Errc::not_found, "this bank has booked no payment to that account"};
}

void DemoBank::hand_out(const std::string& iban, const Money& amount, Date on,
                        const std::string& reference) {
  require(balance(iban) >= amount, Errc::refused, "the account can't bear the withdrawal");
  book(iban, {.amount = -amount,
              .on = on,
              .code = handed_out,
              .reference = reference,
              .text = "Nagd pulun verilmesi " + reference});
}

std::string DemoBank::statement(const std::string& iban, std::chrono::year_month month) const {
  const auto& account = accounts_.at(iban);
  const Date first{month / std::chrono::day{1}};
  const Date last{month / std::chrono::last};

  MonthOfAccount told{
      .iban = iban, .opening = Money::zero(*account.currency), .month = month, .bookings = {}};
  for (const auto& booking : account.bookings) {
    if (booking.on < first) told.opening += booking.amount;
    if (booking.on >= first && booking.on <= last) told.bookings.push_back(booking);
  }
  std::ranges::stable_sort(told.bookings, {}, &Booking::on);
  return camt053(told);
}

Money DemoBank::balance(const std::string& iban) const {
  const auto& account = accounts_.at(iban);
  return sum_of(account.bookings, *account.currency);
}

}  // namespace relief::cli
