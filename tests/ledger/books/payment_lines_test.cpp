#include "ledger/books/payment_lines.h"

#include <gtest/gtest.h>

#include "ledger/books/book.h"
#include "tests/support/refusal.h"

namespace relief::payment_lines_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

/// A book with one gift and one reserved request.
class PaymentLinesTest : public ::testing::Test {
 protected:
  PaymentLinesTest() {
    post(pair("1100", "4100", "bank", "general", "gift", azn("1000.00")), Nature::fact);
    post(pair("9100", "9200", "bank", "general", "request", azn("700.00")));
  }

  void post(std::vector<Line> lines, Nature nature = Nature::act) {
    book.post(++seq, {.on = today, .lines = std::move(lines)}, nature);
  }
  std::string balance(const std::string& account, const std::string& place = {}) {
    return Money{book.balances[{account, place, "general", "AZN"}].amount, currency("AZN")}
        .decimal();
  }
  std::string available() {
    return Money{book.available("general", "bank"), currency("AZN")}.decimal();
  }

  Book book{Book::Extent::whole};
  std::uint64_t seq = 0;
  Date today = parse_date("2026-12-31");
  Date next_year = parse_date("2027-01-01");
  PaymentTerms terms{.place = "bank",
                     .fund = "general",
                     .payment = "payment",
                     .request = "request",
                     .expense_account = "5100",
                     .expensed_on = today};
  Money amount = azn("700.00");
};

TEST_F(PaymentLinesTest, OrdersWhatWasReserved) {
  post(order_lines(terms, amount));
  EXPECT_EQ(balance("5100"), "700.00");
  EXPECT_EQ(balance("2110", "bank"), "-700.00");
  EXPECT_EQ(balance("9200", "bank"), "0.00");
  EXPECT_EQ(available(), "300.00");
  EXPECT_EQ(test::refusal([&] { post(order_lines(terms, amount)); }), Errc::conflict);
}

TEST_F(PaymentLinesTest, UndoesAnOrderAsIfItHadNotBeen) {
  post(order_lines(terms, amount));
  post(undo_order_lines(terms, amount, today));
  EXPECT_EQ(balance("5100"), "0.00");
  EXPECT_EQ(balance("9200", "bank"), "-700.00");
  EXPECT_EQ(available(), "300.00");
  EXPECT_EQ(book.lots.unspent({"general", "AZN"}), azn("1000.00").units());
  EXPECT_EQ(test::refusal([&] { post(undo_order_lines(terms, amount, today)); }), Errc::conflict);
}

TEST_F(PaymentLinesTest, LeavesAnEarlierYearsExpenseAsItWasReported) {
  post(order_lines(terms, amount));
  post(undo_order_lines(terms, amount, next_year));
  EXPECT_EQ(balance("5100"), "700.00");
  EXPECT_EQ(balance("4950"), "-700.00");
}

TEST_F(PaymentLinesTest, OrdersAgainAndGivesUpWhatCameBack) {
  post(order_lines(terms, amount));
  post(pair("2110", "1100", "bank", "general", "payment", amount), Nature::fact);
  post(pair("1100", "2100", "bank", "general", "payment", amount), Nature::fact);
  post(order_again_lines(terms, amount));
  EXPECT_EQ(balance("2110", "bank"), "-700.00");
  post(undo_order_again_lines(terms, amount));
  EXPECT_EQ(balance("2100", "bank"), "-700.00");
  post(give_up_lines(terms, amount, today));
  EXPECT_EQ(balance("5100"), "0.00");
  EXPECT_EQ(available(), "1000.00");
  EXPECT_EQ(book.lots.unspent({"general", "AZN"}), azn("1000.00").units());
}

TEST_F(PaymentLinesTest, CutsWhatTheBankWillNotBook) {
  post(order_lines(terms, amount));
  post(pair("2110", "1100", "bank", "general", "payment", azn("600.00")), Nature::fact);
  post(cut_order_lines(terms, azn("100.00"), today));
  EXPECT_EQ(balance("5100"), "600.00");
  EXPECT_EQ(balance("2110", "bank"), "0.00");
  EXPECT_EQ(available(), "400.00");
}

TEST_F(PaymentLinesTest, BooksADebitAfterTheFailureAsIfItHadBeenOrdered) {
  post(order_lines(terms, amount));
  post(undo_order_lines(terms, amount, today));
  post(debited_reserve_lines(terms, amount));
  EXPECT_EQ(balance("5100"), "700.00");
  EXPECT_EQ(balance("1100", "bank"), "300.00");
  EXPECT_EQ(balance("9200", "bank"), "0.00");
  EXPECT_EQ(available(), "300.00");
  EXPECT_EQ(book.lots.unspent({"general", "AZN"}), azn("300.00").units());
  EXPECT_EQ(test::refusal([&] { post(debited_reserve_lines(terms, amount)); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { post(debited_lines(terms, "2110", amount)); }), Errc::conflict);
}

}  // namespace
}  // namespace relief::payment_lines_test
