#include "ledger/books/book.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::book_test {
namespace {

const std::string bank = "plc_bank";
const std::string fund = "fnd_general";

Money azn(const char* decimal) { return Money::parse(decimal, currency("AZN")); }

class BookTest : public ::testing::Test {
 protected:
  void post(std::vector<Line> lines, Nature nature = Nature::act) {
    book.post(seq++, {.on = parse_date("2025-01-10"), .lines = std::move(lines)}, nature);
  }
  void receive(const std::string& gift, const char* amount) {
    post(pair("1100", "4100", bank, fund, gift, azn(amount)), Nature::fact);
  }
  void commit(const std::string& request, const char* amount) {
    post(pair("9100", "9200", bank, fund, request, azn(amount)));
  }
  void order(const std::string& request, const std::string& payment, const char* amount) {
    auto lines = pair("9200", "9100", bank, fund, request, azn(amount));
    extend(lines, pair("5100", "2110", bank, fund, payment, azn(amount)));
    post(std::move(lines));
  }
  Money::Units available() { return book.available(fund, bank); }
  Money::Units unspent() { return book.lots.unspent({.fund = fund, .currency = "AZN"}); }
  using Spent = std::vector<Money::Units>;
  /// What an item consumed, gift by gift.
  Spent spent_by(const std::string& item) {
    Spent spent;
    for (const auto& use : book.lots.uses({.item = item, .fund = fund, .currency = "AZN"})) {
      spent.push_back(use.amount);
    }
    return spent;
  }

  Book book{Book::Extent::whole};
  std::uint64_t seq = 0;
};

TEST_F(BookTest, AnAnnouncedReceiptIsNotYetAvailable) {
  post(pair("1150", "4100", bank, fund, "don_1", azn("100.00")));
  EXPECT_EQ(available(), 0);
  post(pair("1100", "1150", bank, fund, "don_1", azn("100.00")), Nature::fact);
  EXPECT_EQ(available(), 10000);
  EXPECT_EQ(unspent(), 10000);
}

TEST_F(BookTest, AReserveLowersWhatIsAvailableAndAnOrderDoesNotLowerItAgain) {
  receive("don_1", "1000.00");
  commit("req_1", "700.00");
  EXPECT_EQ(available(), 30000);
  order("req_1", "pay_1", "700.00");
  EXPECT_EQ(available(), 30000);
  post(pair("2110", "1100", bank, fund, "pay_1", azn("700.00")), Nature::fact);
  EXPECT_EQ(available(), 30000);
}

TEST_F(BookTest, RefusesToPromiseMoreThanTheFundHas) {
  receive("don_1", "1000.00");
  commit("req_1", "700.00");
  EXPECT_EQ(test::refusal([&] { commit("req_2", "300.01"); }), Errc::refused);
  commit("req_2", "300.00");
  EXPECT_EQ(available(), 0);
}

TEST_F(BookTest, ARefusedEntryChangesNothing) {
  receive("don_1", "10.00");
  const auto before = book.take_changes();
  EXPECT_EQ(before.postings.size(), 2U);
  EXPECT_EQ(test::refusal([&] { commit("req_1", "10.01"); }), Errc::refused);
  EXPECT_TRUE(book.take_changes().postings.empty());
  EXPECT_EQ(available(), 1000);
}

TEST_F(BookTest, RefusesAnItemThatIsNotOpen) {
  receive("don_1", "1000.00");
  commit("req_1", "700.00");
  order("req_1", "pay_1", "700.00");
  EXPECT_EQ(test::refusal([&] { order("req_1", "pay_2", "0.01"); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] {
              post(pair("2110", "1100", bank, fund, "pay_1", azn("700.01")), Nature::fact);
            }),
            Errc::conflict);
}

TEST_F(BookTest, RefusesWhatDoesNotBalancePerFundAndCurrency) {
  auto lines = pair("1100", "4100", bank, fund, "don_1", azn("5.00"));
  lines[1].fund = "fnd_other";
  EXPECT_EQ(test::refusal([&] { post(lines); }), Errc::malformed);
  lines = pair("1100", "4100", bank, fund, "don_1", azn("5.00"));
  lines[1].amount = Money::parse("-5.00", currency("EUR"));
  EXPECT_EQ(test::refusal([&] { post(lines); }), Errc::malformed);
  EXPECT_EQ(test::refusal([&] { post({}); }), Errc::malformed);
}

TEST_F(BookTest, RefusesALineWithoutItsParts) {
  for (const auto& spoil : std::vector<void (*)(Line&)>{
           [](Line& line) { line.item.clear(); }, [](Line& line) { line.fund.clear(); },
           [](Line& line) { line.place.clear(); }, [](Line& line) { line.account = "1234"; },
           [](Line& line) { line.amount = azn("0"); }}) {
    auto lines = pair("1100", "4100", bank, fund, "don_1", azn("5.00"));
    spoil(lines[0]);
    EXPECT_EQ(test::refusal([&] { post(lines); }), Errc::malformed);
  }
}

TEST_F(BookTest, GiftsAreSpentOldestFirstAndGivenBackLatestFirst) {
  receive("don_1", "500.00");
  receive("don_2", "500.00");
  commit("req_1", "700.00");
  order("req_1", "pay_1", "700.00");
  EXPECT_EQ(spent_by("pay_1"), (Spent{50000, 20000}));

  post(pair("2110", "1100", bank, fund, "pay_1", azn("700.00")), Nature::fact);
  post(pair("1100", "2100", bank, fund, "pay_1", azn("700.00")), Nature::fact);
  EXPECT_EQ(unspent(), 30000);  // Returned money is still owed to the person.
  post(pair("2100", "5100", bank, fund, "pay_1", azn("250.00")));
  EXPECT_EQ(spent_by("pay_1"), (Spent{45000, 0}));
  EXPECT_EQ(unspent(), 55000);
}

TEST_F(BookTest, NobodysMoneyIsNotSpentByPeopleBelowZero) {
  const std::string nobody{unassigned_fund};
  post(pair("1100", "2200", bank, nobody, "sus_1", azn("10.00")), Nature::fact);
  post(pair("1200", "1100", bank, nobody, "clm_1", azn("10.00")), Nature::fact);
  auto lines = pair("2200", "1100", bank, nobody, "sus_1", azn("10.00"));
  extend(lines, pair("1100", "4100", bank, fund, "don_1", azn("10.00")));
  EXPECT_EQ(test::refusal([&] { post(lines); }), Errc::refused);
}

TEST_F(BookTest, AnUnexplainedDebitStopsNewOrdersOfAnUncoveredPlace) {
  receive("don_1", "1000.00");
  commit("req_1", "700.00");
  post(pair("1200", "1100", bank, std::string{unassigned_fund}, "clm_1", azn("400.00")),
       Nature::fact);
  EXPECT_EQ(test::refusal([&] { order("req_1", "pay_1", "700.00"); }), Errc::refused);
  EXPECT_EQ(test::refusal([&] { commit("req_2", "100.00"); }), Errc::refused);
}

TEST_F(BookTest, EachPostingCarriesTheBalanceAfterIt) {
  receive("don_1", "10.00");
  receive("don_2", "5.00");
  const auto changes = book.take_changes();
  ASSERT_EQ(changes.postings.size(), 4U);
  EXPECT_EQ(changes.postings[2].balance, 1500);
  EXPECT_EQ(changes.postings[2].version, 2U);
}

TEST_F(BookTest, AReversalMirrorsEveryLine) {
  const Entry entry{.on = parse_date("2025-01-10"),
                    .lines = pair("1150", "4100", bank, fund, "don_1", azn("5.00"))};
  book.post(0, entry, Nature::act);
  book.post(1, mirrored(entry, parse_date("2025-01-11")), Nature::act);
  EXPECT_EQ(book.item({.account = "1150", .place = bank, .item = "don_1"}), 0);
  EXPECT_EQ(test::refusal([&] { book.post(2, mirrored(entry, entry.on), Nature::act); }),
            Errc::conflict);
}

TEST_F(BookTest, AWholeBookForgetsWhatIsSettled) {
  receive("don_1", "1000.00");
  commit("req_1", "700.00");
  EXPECT_EQ(book.items.size(), 2U);
  order("req_1", "pay_1", "700.00");
  EXPECT_EQ(book.items.size(), 1U);
  post(pair("2110", "1100", bank, fund, "pay_1", azn("700.00")), Nature::fact);
  EXPECT_TRUE(book.items.empty());
}

TEST_F(BookTest, APartOfABookTellsWhatItLacks) {
  Book part{Book::Extent::part};
  const Entry entry{.on = parse_date("2025-01-10"),
                    .lines = pair("2110", "1100", bank, fund, "pay_1", azn("7.00"))};
  const auto missing = part.missing(entry);
  EXPECT_EQ(missing.balances.size(), 2U);
  EXPECT_EQ(missing.items.size(), 1U);
  EXPECT_EQ(missing.positions.size(), 1U);
  EXPECT_EQ(missing.places.size(), 1U);
  EXPECT_TRUE(missing.lots.empty());  // Own money doesn't change.
}

}  // namespace
}  // namespace relief::book_test
