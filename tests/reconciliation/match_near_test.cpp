#include "reconciliation/match_near.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

#include "reconciliation/match_keys.h"

namespace relief::reconciliation::match_near_test {
namespace {

using Values = NearReferences::Values;

TEST(MatchNearTest, KnowsOneSlip) {
  constexpr auto right = "RF46213834559438";
  EXPECT_TRUE(is_one_slip("RF46213834559439", right)) << "another digit";
  EXPECT_TRUE(is_one_slip("RF4621383455943", right)) << "one less";
  EXPECT_TRUE(is_one_slip("RF462138345594388", right)) << "one more";
  EXPECT_TRUE(is_one_slip("RF46213834594538", "RF46213834595438")) << "neighbours swapped";
  EXPECT_TRUE(is_one_slip("RF4O2I3834559438", "RF40213834559438")) << "O and I";
  EXPECT_FALSE(is_one_slip(right, right));
  EXPECT_FALSE(is_one_slip("RF46213834559493", right)) << "three digits apart";
  EXPECT_FALSE(is_one_slip("RF462138345594", right));
  EXPECT_FALSE(is_one_slip("", right));
}

TEST(MatchNearTest, ChecksCreditorReferences) {
  EXPECT_TRUE(is_creditor_reference("RF18539007547034"));
  EXPECT_FALSE(is_creditor_reference("RF19539007547034"));
  EXPECT_FALSE(is_creditor_reference("RF18"));
  EXPECT_FALSE(is_creditor_reference("XX18539007547034"));
  EXPECT_FALSE(is_creditor_reference("RFA8539007547034"));
}

NearReferences index_of(const std::vector<std::string>& references) {
  NearReferences index;
  for (std::size_t i = 0; i < references.size(); ++i) index.add(references[i], i);
  index.finish();
  return index;
}

TEST(MatchNearTest, FindsEverySlipOfAReference) {
  const std::string right = "RF18539007547034";
  const auto index = index_of({"RF62602252022478", right, "RF25047571840766"});
  for (std::size_t at = 0; at < right.size(); ++at) {
    auto other = right;
    other[at] = other[at] == '7' ? '4' : '7';
    EXPECT_EQ(index.one_slip_away("IANE" + other + "TEL050"), Values{1}) << other;
    auto less = right;
    less.erase(at, 1);
    EXPECT_EQ(index.one_slip_away(less), Values{1}) << less;
    auto more = right;
    more.insert(at, 1, 'X');
    EXPECT_EQ(index.one_slip_away("X" + more + "X"), Values{1}) << more;
    if (at + 1 == right.size() || right[at] == right[at + 1]) continue;
    auto swapped = right;
    std::swap(swapped[at], swapped[at + 1]);
    EXPECT_EQ(index.one_slip_away("N" + swapped), Values{1}) << swapped;
  }
}

TEST(MatchNearTest, CorrectsNothingThatIsWellFormed) {
  // The second is well-formed, so whoever prints it meant it.
  const auto index = index_of({"RF18539007547034"});
  EXPECT_TRUE(index.has_well_formed("YARDIMRF54169808956088"));
  EXPECT_FALSE(index.has_well_formed("YARDIMRF55169808956088"));
  EXPECT_FALSE(index.has_well_formed("RF541698089560"));
}

TEST(MatchNearTest, FindsReferencesThatBeginAlike) {
  const auto index = index_of({"RF47676327652136", "RF47676300000000", "RF18539007547034"});
  EXPECT_EQ(index.beginning_alike("ODENISRF47676327").first, Values{0});
  EXPECT_EQ(index.beginning_alike("RF476763").first, (Values{0, 1}));
  EXPECT_EQ(index.beginning_alike("RF476763").second, 8U);
  EXPECT_TRUE(index.beginning_alike("RF4767").first.empty()) << "too little says nothing";
}

TEST(MatchNearTest, FindsAllNumbersOfAHashAndNoOthers) {
  std::mt19937_64 random{5};
  for (const std::size_t count : {0U, 1U, 2U, 3U, 1000U}) {
    HashIndex index;
    std::map<std::uint64_t, std::vector<std::uint32_t>> expected{{0, {}}, {~std::uint64_t{0}, {}}};
    for (std::uint32_t number = 0; number < count; ++number) {
      // Many in one place, at both ends, and anywhere.
      const std::array hashes{random() % 3, ~std::uint64_t{0} - random() % 3, random()};
      const auto hash = hashes[number % hashes.size()];
      index.add(hash, number);
      expected[hash].push_back(number);
    }
    index.finish();
    for (const auto& [hash, numbers] : expected) {
      std::vector<std::uint32_t> found;
      for (const auto& [each, number] : index.with(hash)) found.push_back(number);
      EXPECT_EQ(found, numbers);
    }
    EXPECT_TRUE(index.with(random()).empty());
  }
}

TEST(MatchKeysTest, FindsTheLongestKeyInAText) {
  KeyFinder finder;
  finder.add("RF123456789", 1);
  finder.add("RF12345678901", 2);
  finder.add("E88491515066", 3);
  finder.add("SHORT", 4);
  EXPECT_EQ(finder.within("XRF12345678901X"), KeyFinder::Values{2});
  EXPECT_EQ(finder.within("RF123456789E88491515066"), (KeyFinder::Values{1, 3}));
  EXPECT_TRUE(finder.within("ASHORTONE").empty()) << "what is short stands in many texts by chance";
  EXPECT_EQ(finder.exactly("SHORT"), KeyFinder::Values{4});
  EXPECT_TRUE(finder.exactly("RF1").empty());
}

}  // namespace
}  // namespace relief::reconciliation::match_near_test
