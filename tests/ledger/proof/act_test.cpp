#include "ledger/proof/act.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/base/text.h"
#include "ledger/proof/canonical.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

TEST(ActTest, TheChallengeIsBoundToTheProgramAndTheStatement) {
  const std::string statement = R"({"act":"request.approved","v":1})";
  EXPECT_EQ(act_challenge(statement), sha256("relief-ledger/act/v1\n" + statement));
  EXPECT_NE(act_challenge(statement), act_challenge(statement + " "));
}

TEST(ActTest, TheContentLeavesOutWhatOnlyTheLogKnows) {
  const json act = {{"kind", "request.approved"}, {"request", "req_x"}, {"money", "70000"}};
  auto record = act;
  record.update({{"v", 1},
                 {"seq", 7},
                 {"at", "2026-11-24T08:30:00Z"},
                 {"salt", "c2FsdA"},
                 {"by", "usr_x"},
                 {"cause", {3}},
                 {"entry", {{"on", "2026-11-24"}}},
                 {"acts", json::array()}});
  const auto hash = sha256(canonical(act));
  EXPECT_EQ(content_of(record), to_base64url(as_bytes(hash)));
  EXPECT_EQ(content_of(act), content_of(record));
}

TEST(ActTest, TheContentBindsEveryOtherField) {
  const json record = {{"kind", "request.approved"}, {"money", "70000"}, {"clause", "3.1"}};
  for (const auto& [key, value] : record.items()) {
    auto other = record;
    other[key] = "another";
    EXPECT_NE(content_of(other), content_of(record)) << key;
    other.erase(key);
    EXPECT_NE(content_of(other), content_of(record)) << key;
  }
}

TEST(ActTest, RefusesWhatIsNoRecord) {
  EXPECT_EQ(test::refusal([] { content_of("text"); }), Errc::malformed);
  EXPECT_EQ(test::refusal([] { content_of({{"money", 1.5}}); }), Errc::malformed);
}

}  // namespace
}  // namespace relief
