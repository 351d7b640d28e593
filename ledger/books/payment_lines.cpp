#include "ledger/books/payment_lines.h"

#include <chrono>

namespace relief {
namespace {

std::chrono::year year_of(Date day) { return std::chrono::year_month_day{day}.year(); }

/// Where an expense is taken back: an earlier year's stays as it was reported.
std::string_view taken_back_in(const PaymentTerms& terms, Date today) {
  return year_of(terms.expensed_on) == year_of(today) ? std::string_view{terms.expense_account}
                                                      : "4950";
}

}  // namespace

std::vector<Line> order_lines(const PaymentTerms& terms, const Money& amount) {
  auto lines = pair("9200", "9100", terms.place, terms.fund, terms.request, amount);
  extend(lines,
         pair(terms.expense_account, "2110", terms.place, terms.fund, terms.payment, amount));
  return lines;
}

std::vector<Line> order_again_lines(const PaymentTerms& terms, const Money& amount) {
  return pair("2100", "2110", terms.place, terms.fund, terms.payment, amount);
}

std::vector<Line> undo_order_lines(const PaymentTerms& terms, const Money& amount, Date today) {
  auto lines = cut_order_lines(terms, amount, today);
  extend(lines, pair("9100", "9200", terms.place, terms.fund, terms.request, amount));
  return lines;
}

std::vector<Line> undo_order_again_lines(const PaymentTerms& terms, const Money& amount) {
  return pair("2110", "2100", terms.place, terms.fund, terms.payment, amount);
}

std::vector<Line> give_up_lines(const PaymentTerms& terms, const Money& amount, Date today) {
  return pair("2100", taken_back_in(terms, today), terms.place, terms.fund, terms.payment, amount);
}

std::vector<Line> cut_order_lines(const PaymentTerms& terms, const Money& amount, Date today) {
  return pair("2110", taken_back_in(terms, today), terms.place, terms.fund, terms.payment, amount);
}

std::vector<Line> debited_lines(const PaymentTerms& terms, std::string_view against,
                                const Money& amount) {
  return pair(against, "1100", terms.place, terms.fund, terms.payment, amount);
}

std::vector<Line> debited_reserve_lines(const PaymentTerms& terms, const Money& amount) {
  auto lines = pair("9200", "9100", terms.place, terms.fund, terms.request, amount);
  extend(lines, debited_lines(terms, terms.expense_account, amount));
  return lines;
}

bool may_be_of_standing_order(std::string_view code) {
  return code != debited_after_failure_code && code != duplicate_payment_code;
}

}  // namespace relief
