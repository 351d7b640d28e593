#include "api/http/problem.h"

#include <gtest/gtest.h>

#include "ledger/base/error.h"

namespace relief::api {
namespace {

template <class Thrown>
Reply problem_of(Thrown thrown) {
  return problem(std::make_exception_ptr(std::move(thrown)), "call-1");
}

TEST(ProblemTest, GivesEachRefusalItsStatus) {
  const std::vector<std::pair<Errc, int>> statuses{
      {Errc::malformed, 400},   {Errc::unauthenticated, 401}, {Errc::forbidden, 403},
      {Errc::not_found, 404},   {Errc::conflict, 409},        {Errc::refused, 422},
      {Errc::key_reused, 422},  {Errc::key_missing, 428},     {Errc::too_large, 413},
      {Errc::unsupported, 415}, {Errc::too_many, 429},        {Errc::unavailable, 503},
  };
  for (const auto& [code, status] : statuses) {
    const auto reply = problem_of(Error{code, "a sentence"});
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(reply.json.at("status"), status);
    EXPECT_EQ(reply.json.at("detail"), "a sentence");
    EXPECT_EQ(reply.content_type, "application/problem+json");
  }
}

TEST(ProblemTest, NamesFieldsAndClauseAndCall) {
  const auto fields = problem_of(Error{Errc::malformed, "not a day"}.at("/on")).json;
  EXPECT_EQ(fields.at("errors").dump(), R"([{"detail":"not a day","pointer":"/on"}])");
  EXPECT_EQ(fields.at("request_id"), "call-1");
  EXPECT_FALSE(fields.contains("clause"));
  const auto rule = problem_of(Error{Errc::refused, "too much"}.under("Fund order 1")).json;
  EXPECT_EQ(rule.at("clause"), "Fund order 1");
  EXPECT_FALSE(rule.contains("errors"));
}

TEST(ProblemTest, TellsNothingOfOurOwnFaults) {
  for (const auto& reply : {problem_of(InvariantBroken{"a secret of ours"}),
                            problem_of(std::runtime_error{"a secret of ours"}), problem_of(7)}) {
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.json.dump().find("secret"), std::string::npos);
  }
}

TEST(ProblemTest, SaysHowToComeBack) {
  EXPECT_EQ(problem_of(Error{Errc::unauthenticated, "who?"}).headers.front().first,
            "WWW-Authenticate");
  EXPECT_EQ(problem_of(Error{Errc::too_many, "wait"}).headers.front().first, "Retry-After");
}

}  // namespace
}  // namespace relief::api
