#include "ledger/aid/allocation.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "tests/support/refusal.h"

namespace relief::allocation_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

FundId fund(char letter) { return FundId::of(std::string(16, letter)); }

const PlaceId bank = PlaceId::of(std::string(16, 'p'));

const Need need{.purpose = "medical", .amount = azn("100.00"), .on = parse_date("2026-11-24")};

FundAtPlace general(char letter, std::string_view available) {
  return {.fund = fund(letter), .place = bank, .available = azn(available)};
}

FundAtPlace restricted(char letter, std::string_view available, Restriction restriction) {
  auto one = general(letter, available);
  one.restriction = std::move(restriction);
  return one;
}

std::optional<FundId> proposed_of(const std::vector<FundAtPlace>& candidates,
                                  const Need& wanted = need,
                                  std::string_view rulebook_text = azerbaijan_rulebook()) {
  const auto rulebook = parse_rulebook(rulebook_text);
  const auto* found = propose(rulebook, wanted, candidates);
  if (found == nullptr) return std::nullopt;
  return found->fund;
}

/// The fund proposed, from unequal candidates in both directions, which must agree.
std::optional<FundId> proposed(std::vector<FundAtPlace> candidates, const Need& wanted = need,
                               std::string_view rulebook_text = azerbaijan_rulebook()) {
  auto first = proposed_of(candidates, wanted, rulebook_text);
  std::ranges::reverse(candidates);
  EXPECT_EQ(proposed_of(candidates, wanted, rulebook_text), first);
  return first;
}

std::string clause_of_refusal(const Restriction& restriction, const Need& wanted = need) {
  try {
    require_fits(restriction, wanted);
    return "fits";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::refused);
    return error.clause();
  }
}

TEST(AllocationTest, RestrictedMoneyThatFitsComesFirst) {
  EXPECT_EQ(proposed({general('a', "900.00"),
                      restricted('b', "100.00", {.purposes = {"medical"}, .clause = "B"})}),
            fund('b'));
}

TEST(AllocationTest, RestrictedMoneyThatDoesNotFitIsPassedOver) {
  EXPECT_EQ(proposed({general('a', "900.00"),
                      restricted('b', "900.00", {.purposes = {"travel"}, .clause = "B"})}),
            fund('a'));
}

TEST(AllocationTest, MoneyNowComesBeforeTheOrder) {
  EXPECT_EQ(proposed({general('a', "900.00"),
                      restricted('b', "99.99", {.purposes = {"medical"}, .clause = "B"})}),
            fund('a'));
}

TEST(AllocationTest, AFundWithoutMoneyIsProposedWhereNoneHasIt) {
  EXPECT_EQ(proposed({general('a', "50.00"),
                      restricted('b', "0.00", {.purposes = {"medical"}, .clause = "B"})}),
            fund('b'));
}

TEST(AllocationTest, TheGiftThatEndsFirstIsSpentFirst) {
  EXPECT_EQ(proposed({restricted('a', "900.00", {.to = parse_date("2027-12-31"), .clause = "A"}),
                      restricted('b', "900.00", {.to = parse_date("2026-12-31"), .clause = "B"}),
                      restricted('c', "900.00", {.purposes = {"medical"}, .clause = "C"})}),
            fund('b'));
}

TEST(AllocationTest, TheGiftForFewestPurposesIsSpentFirst) {
  EXPECT_EQ(proposed({restricted('a', "900.00", {.purposes = {"medical", "travel"}, .clause = "A"}),
                      restricted('b', "900.00", {.purposes = {"medical"}, .clause = "B"}),
                      restricted('c', "900.00", {.clause = "C"})}),
            fund('b'));
}

TEST(AllocationTest, TheFullestFundAmongEquals) {
  EXPECT_EQ(proposed({general('a', "900.00"), general('b', "901.00")}), fund('b'));
}

TEST(AllocationTest, TheFundOfferedFirstAmongEquals) {
  EXPECT_EQ(proposed_of({general('a', "900.00"), general('b', "900.00")}), fund('a'));
  EXPECT_EQ(proposed_of({general('b', "0.00"), general('a', "0.00")}), fund('b'));
}

TEST(AllocationTest, ProposesNothingWhereNothingFits) {
  EXPECT_EQ(proposed({}), std::nullopt);
  EXPECT_EQ(proposed({restricted('b', "900.00", {.purposes = {"travel"}, .clause = "B"})}),
            std::nullopt);
  auto euros = general('a', "1.00");
  euros.available = Money::parse("900.00", currency("EUR"));
  EXPECT_EQ(proposed({euros}), std::nullopt);
}

TEST(AllocationTest, OnlySourcesThatAdmitThePurpose) {
  std::string text{azerbaijan_rulebook()};
  text.insert(text.find("expense_account = \"5400\""),
              "from_sources = [\"grant\", \"contribution\"]\n");
  auto seized = general('a', "900.00");
  seized.sources = {"grant", "confiscation"};
  auto given = general('b', "500.00");
  given.sources = {"contribution"};
  EXPECT_EQ(proposed({seized, given}, need, text), fund('b'));
  EXPECT_EQ(proposed({seized, given}), fund('a'));

  const auto rulebook = parse_rulebook(text);
  const auto& medical = rulebook.purpose("medical");
  EXPECT_EQ(test::refusal([&] { require_admits(medical, seized.sources); }), Errc::refused);
  EXPECT_EQ(test::refusal([&] { require_admits(medical, given.sources); }), std::nullopt);
}

TEST(AllocationTest, RefusesAnotherPurposeWithTheGiftsClause) {
  EXPECT_EQ(clause_of_refusal({.purposes = {"travel"}, .clause = "Agreement 7, 2.1"}),
            "Agreement 7, 2.1");
  EXPECT_EQ(clause_of_refusal({.purposes = {"travel", "medical"}, .clause = "A"}), "fits");
}

TEST(AllocationTest, RefusesDaysOutsideThePeriod) {
  EXPECT_EQ(clause_of_refusal({.from = parse_date("2026-11-25"), .clause = "A"}), "A");
  EXPECT_EQ(clause_of_refusal({.to = parse_date("2026-11-23"), .clause = "A"}), "A");
  EXPECT_EQ(clause_of_refusal({.from = need.on, .to = need.on, .clause = "A"}), "fits");
}

TEST(AllocationTest, RefusesAnotherGroup) {
  auto child = need;
  child.group = "child";
  EXPECT_EQ(clause_of_refusal({.group = "child", .clause = "A"}), "A");
  EXPECT_EQ(clause_of_refusal({.group = "child", .clause = "A"}, child), "fits");
  EXPECT_EQ(clause_of_refusal({.clause = "A"}, child), "fits");
}

}  // namespace
}  // namespace relief::allocation_test
