#include "ledger/audit/policy.h"

#include <array>

#include <gtest/gtest.h>

#include "tests/ledger/audit/story.h"
#include "tests/support/refusal.h"

namespace relief::audit::test {
namespace {

using relief::test::refusal;

const std::string zeros(64, '0');
const std::string genesis_line = "genesis " + zeros + "\n";

std::string log_key(const std::string& name, const std::string& origin = "fund.example/log") {
  return NoteVerifier{.name = origin, .key = key_named(name).public_key()}.vkey();
}

std::string witness_key(const std::string& name) {
  return NoteVerifier{
      .name = name + ".example", .key = key_named(name).public_key(), .type = cosigns_checkpoint}
      .vkey();
}

std::string with(const std::string& lines) {
  return "log " + log_key("log") + "\n" + genesis_line + lines;
}

const std::string three = "witness a " + witness_key("a") + "\nwitness b " + witness_key("b") +
                          " https://b.example\nwitness c " + witness_key("c") + "\n";

bool met(const std::string& lines, const std::vector<std::string>& cosigners) {
  return quorum_met(parse_policy(with(lines)), cosigners);
}

bool is_refused(const std::string& text) {
  return refusal([&] { parse_policy(text); }) == Errc::malformed;
}

TEST(PolicyTest, ReadsCommentsBlankLinesAndTabs) {
  const auto policy = parse_policy("# who we trust\n\n \t# more\n\tlog\t" + log_key("log") +
                                   "  https://fund.example \n" + genesis_line + "quorum none");
  EXPECT_EQ(policy.origin, "fund.example/log");
  EXPECT_EQ(policy.logs.size(), 1U);
  EXPECT_TRUE(quorum_met(policy, {}));
}

TEST(PolicyTest, TakesTwoKeysOfOneLogButNotTwoLogs) {
  EXPECT_EQ(parse_policy(with("log " + log_key("new key") + "\nquorum none\n")).logs.size(), 2U);
  EXPECT_TRUE(is_refused(with("log " + log_key("other", "other.example/log") + "\nquorum none\n")));
}

TEST(PolicyTest, CountsWitnessesInGroupsOfGroups) {
  const auto two_of_three = three + "group g 2 a b c\nquorum g\n";
  const std::vector<std::string> one{"a.example"};
  const std::vector<std::string> two{"c.example", "a.example"};
  EXPECT_FALSE(met(two_of_three, {}));
  EXPECT_FALSE(met(two_of_three, one));
  EXPECT_TRUE(met(two_of_three, two));
  const auto nested = three + "group g any a b\ngroup both all g c\nquorum both\n";
  EXPECT_FALSE(met(nested, one));
  EXPECT_TRUE(met(nested, two));
  EXPECT_TRUE(met(three + "quorum a\n", one));
}

TEST(PolicyTest, RefusesWhatItDoesNotSay) {
  EXPECT_TRUE(is_refused(""));
  EXPECT_TRUE(is_refused(with("")));
  EXPECT_TRUE(is_refused("log " + log_key("log") + "\nquorum none\n"));
  EXPECT_TRUE(is_refused(genesis_line + "quorum none\n"));
  EXPECT_TRUE(is_refused(with("quorum none\nquorum none\n")));
  EXPECT_TRUE(is_refused(with(genesis_line + "quorum none\n")));
  EXPECT_TRUE(is_refused(with("trust me\nquorum none\n")));
  EXPECT_TRUE(is_refused(with("quorum none please\n")));
  EXPECT_TRUE(is_refused(with("quorum none\n\x01")));
}

TEST(PolicyTest, RefusesNamesThatAreUnknownOrTaken) {
  EXPECT_TRUE(is_refused(with("quorum a\n" + three)));
  EXPECT_TRUE(is_refused(with(three + "group g any a d\nquorum g\n")));
  EXPECT_TRUE(is_refused(with(three + "group a any b\nquorum a\n")));
  EXPECT_TRUE(is_refused(with(three + "group none any b\nquorum none\n")));
  EXPECT_TRUE(is_refused(with(three + "group g any g\nquorum g\n")));
  EXPECT_TRUE(is_refused(with(three + "group g any a\ngroup h any a\nquorum h\n")));
}

TEST(PolicyTest, RefusesNumbersThatNoGroupReaches) {
  for (const auto* count : {"0", "4", "02", "+2", "two", "-1", "2.0"}) {
    EXPECT_TRUE(is_refused(with(three + "group g " + count + " a b c\nquorum g\n"))) << count;
  }
}

TEST(PolicyTest, RefusesAKeyThatStandsTwiceOrOfTheWrongKind) {
  EXPECT_TRUE(is_refused(with(three + "witness d " + witness_key("a") + "\nquorum none\n")));
  EXPECT_TRUE(is_refused(with("witness a " + log_key("x") + "\nquorum none\n")));
  EXPECT_TRUE(is_refused("log " + witness_key("x") + "\n" + genesis_line + "quorum none\n"));
  EXPECT_TRUE(is_refused(with("log " + log_key("log") + "\nquorum none\n")));
}

TEST(PolicyTest, RefusesAGenesisThatIsNoHash) {
  const auto log = "log " + log_key("log") + "\nquorum none\ngenesis ";
  EXPECT_TRUE(is_refused(log + zeros.substr(1) + "\n"));
  EXPECT_TRUE(is_refused(log + std::string(64, 'A') + "\n"));
}

}  // namespace
}  // namespace relief::audit::test
