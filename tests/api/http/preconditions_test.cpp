#include <gtest/gtest.h>

#include "tests/api/http/shelter_house.h"

namespace relief::api {
namespace {

using test::Json;

class PreconditionsTest : public test::ShelterHouse {};

TEST_F(PreconditionsTest, DoesNothingToARequestThatHasChangedSinceItWasRead) {
  const auto id = open_case();
  const std::string path = "/v1/requests/" + file(id).json().at("id").get<std::string>();
  house.post(house.first, "/v1/cases/" + id + "/review",
             {{"decision", "release"}, {"reason_code", "no_duplicate"}});
  const auto tag_seen_by = [&](const test::Guest& who) {
    return house.get(who, path).headers.at("etag");
  };
  const auto before = tag_seen_by(shelter);
  EXPECT_EQ(before, tag_seen_by(approver));
  EXPECT_TRUE(before.starts_with("\"1-")) << before;

  const auto amend = [&](const test::Guest& who, const std::string& expected) {
    return house.post_if(who, path + "/amendment", {{"reason_code", "asked"}}, expected);
  };
  EXPECT_EQ(amend(shelter, "\"99\"").status, 412);
  EXPECT_EQ(amend(shelter, "W/" + before).status, 412);
  EXPECT_EQ(amend(elsewhere, "\"99\"").status, 404);
  const auto amended = amend(shelter, "\"99\", " + before);
  EXPECT_EQ(amended.status, 201) << amended.body;

  const auto late = amend(shelter, before);
  EXPECT_EQ(late.status, 412) << late.body;
  EXPECT_EQ(late.json().at("type"), "urn:relief:problem:precondition-failed");
  EXPECT_EQ(house.get(shelter, path).json().at("version"), 2);
  EXPECT_EQ(amend(shelter, "*").status, 201);
}

TEST_F(PreconditionsTest, HoldsASignedDecisionToTheStateThatItExpects) {
  const auto id = open_case();
  const std::string request = file(id).json().at("id");
  house.post(house.first, "/v1/cases/" + id + "/review",
             {{"decision", "release"}, {"reason_code", "no_duplicate"}});
  const auto body =
      house.signed_statement(approver, {{"act", "request.approved"}, {"target", request}});
  const auto path = "/v1/requests/" + request;
  EXPECT_EQ(house.post_if(approver, path + "/decisions", body, "\"1\"").status, 412);
  const auto tag = house.get(approver, path).headers.at("etag");
  EXPECT_EQ(house.post_if(approver, path + "/decisions", body, tag).status, 201);
  EXPECT_NE(house.get(approver, path).headers.at("etag"), tag) << "one of three approvals";
}

TEST_F(PreconditionsTest, ExpectsNothingWhereNothingHasAState) {
  const auto filed = house.post_if(shelter, "/v1/requests", Json::object(), "\"1\"");
  EXPECT_EQ(filed.status, 412) << filed.body;
  EXPECT_FALSE(house.get(shelter, "/v1/requests").headers.contains("etag"));
}

}  // namespace
}  // namespace relief::api
