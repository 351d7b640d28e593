#include "api/http/server.h"

#include <gtest/gtest.h>

#include "ledger/proof/merkle.h"
#include "ledger/proof/tlog_proof.h"
#include "tests/api/http/open_house.h"
#include "tests/api/http/raw_call.h"

namespace relief::api {
namespace {

using test::Json;
using test::OpenHouse;
using test::post_head;
using test::raw;
using test::status_line;

TEST(ServerTest, TellsThatItIsThere) {
  OpenHouse house;
  EXPECT_EQ(house.get({house.first.actor, ""}, "/healthz").status, 200);
  EXPECT_EQ(house.get({house.first.actor, ""}, "/readyz").status, 200);
  const auto metrics = house.get({house.first.actor, ""}, "/metrics").body;
  EXPECT_NE(metrics.find("relief_log_records 1\n"), std::string::npos) << metrics;
  Client proxied{"127.0.0.1", house.port};
  const auto hidden =
      proxied.ask({.path = "/metrics", .headers = {{"X-Forwarded-For", "1.2.3.4"}}});
  EXPECT_EQ(hidden.status, 404);
}

TEST(ServerTest, TellsNobodyHowManyOthersCall) {
  OpenHouse house;
  const auto id = [&] {
    return house.get({house.first.actor, ""}, "/healthz").headers.at("x-request-id");
  };
  const auto one = id();
  EXPECT_EQ(one.size(), 16U);
  EXPECT_NE(one, id());
  EXPECT_NE(one.substr(0, 8), id().substr(0, 8));
}

TEST(ServerTest, KnowsWhoAsks) {
  OpenHouse house;
  EXPECT_EQ(house.get(house.first, "/v1/me").json().at("user"), "first");
  EXPECT_EQ(house.get({house.first.actor, ""}, "/v1/me").status, 401);
  EXPECT_EQ(house.get({house.first.actor, house.second.token + "x"}, "/v1/me").status, 401);
  house.now += std::chrono::hours{25};
  EXPECT_EQ(house.get(house.first, "/v1/me").status, 401);
}

TEST(ServerTest, LetsNobodyInWhoseRoleWasTaken) {
  OpenHouse house;
  const auto auditor = house.guest("auditor", Role::auditor);
  EXPECT_EQ(house.get(auditor, "/v1/me").status, 200);
  EXPECT_EQ(house.get(auditor, "/v1/cases/x").status, 404);
  EXPECT_EQ(house.post(auditor, "/v1/funds", Json::object()).status, 403);
  house.database().change([&](storage::Transaction& tx) {
    storage::withdraw_role(tx, auditor.actor.person, Role::auditor, 1);
    return true;
  });
  EXPECT_EQ(house.get(auditor, "/v1/me").status, 401);
}

TEST(ServerTest, AnswersEveryRefusalAsAProblem) {
  OpenHouse house;
  const auto missing = house.get(house.first, "/v1/nothing");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(missing.headers.at("x-request-id"), missing.json().at("request_id"));
  EXPECT_EQ(missing.headers.at("cache-control"), "no-store");
  Client client{"127.0.0.1", house.port};
  const auto method = client.ask({.method = "PUT", .path = "/v1/me", .body = "{}"});
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.headers.at("allow"), "GET");
  EXPECT_NE(raw(house.port, "nonsense\r\n\r\n").find("application/problem+json"),
            std::string::npos);
}

TEST(ServerTest, RefusesABodyBeforeItIsRead) {
  OpenHouse house;
  const auto auth = "Authorization: Bearer " + house.first.token + "\r\n";
  const auto json = auth + "Content-Type: application/json\r\n";
  const auto head = [&](const std::string& headers, const std::string& body = "") {
    const auto closing = headers + "Connection: close\r\n";
    return status_line(raw(house.port, post_head("/v1/funds", closing) + body));
  };
  EXPECT_EQ(head(json), "HTTP/1.1 411");
  EXPECT_EQ(head(json + "Transfer-Encoding: chunked\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(head(json + "Content-Length: 1048577\r\n", std::string(1048577, ' ')), "HTTP/1.1 413");
  EXPECT_EQ(head(json + "Content-Length: 99999999999999999999\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(head(json + "Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), "HTTP/1.1 400");
  EXPECT_EQ(head(json + "Content-Length: 2\r\nContent-Encoding: gzip\r\n"), "HTTP/1.1 415");
  EXPECT_EQ(head(auth + "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), "HTTP/1.1 415");
  std::string many;
  for (int i = 0; i < 150; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  EXPECT_EQ(head(json + many), "HTTP/1.1 431");
  EXPECT_EQ(head(json + "X-Long: " + std::string(20'000, 'x') + "\r\n"), "HTTP/1.1 431");
  EXPECT_EQ(status_line(raw(house.port, "this isn't HTTP\r\n\r\n")), "HTTP/1.1 400");
}

TEST(ServerTest, AnswersACallerWhoSendsMoreThanItShould) {
  OpenHouse house;
  const auto send = [&](const std::string& path, const std::string& bearer, std::size_t length) {
    return raw(house.port,
               post_head(path, bearer + "Content-Type: application/json\r\nConnection: close\r\n" +
                                   "Content-Length: " + std::to_string(length) + "\r\n") +
                   std::string(length, ' '));
  };
  const auto bearer = "Authorization: Bearer " + house.first.token + "\r\n";
  for (const std::size_t length : {2U << 20U, 100U << 20U}) {
    const auto answer = send("/v1/funds", bearer, length);
    EXPECT_EQ(status_line(answer), "HTTP/1.1 413");
    EXPECT_NE(answer.find("application/problem+json"), std::string::npos);
    EXPECT_TRUE(answer.ends_with("}"));
  }
  EXPECT_EQ(status_line(send("/v1/statements", "", 20U << 20U)), "HTTP/1.1 401");
  EXPECT_EQ(status_line(send("/v1/nothing", "", 20U << 20U)), "HTTP/1.1 404");
}

TEST(ServerTest, RefusesALongBodyWithoutWaitingForIt) {
  OpenHouse house;
  const auto json = "Authorization: Bearer " + house.first.token +
                    "\r\nContent-Type: application/json\r\nContent-Length: ";
  const auto too_long = raw(house.port, post_head("/v1/funds", json + "2097152\r\n"));
  EXPECT_EQ(status_line(too_long), "HTTP/1.1 413");
  EXPECT_NE(too_long.find("Connection: close\r\n"), std::string::npos);
  EXPECT_EQ(
      status_line(raw(house.port, post_head("/v1/statements", "Content-Length: 90000000\r\n"))),
      "HTTP/1.1 401");
}

TEST(ServerTest, LeavesNothingOfARefusedBodyToTheNextRequest) {
  OpenHouse house;
  const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto answers =
      raw(house.port,
          post_head("/v1/nothing", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") +
              hidden);
  EXPECT_EQ(answers.find("HTTP/1.1 200"), std::string::npos);
  const auto chunked =
      raw(house.port, post_head("/v1/nothing", "Transfer-Encoding: chunked\r\n") + hidden);
  EXPECT_EQ(chunked.find("HTTP/1.1 200"), std::string::npos);
  EXPECT_EQ(status_line(chunked), "HTTP/1.1 400");
}

TEST(ServerTest, DemandsAnIdempotencyKey) {
  OpenHouse house;
  Client client{"127.0.0.1", house.port};
  Question question{.method = "POST",
                    .path = "/v1/organisations",
                    .bearer = house.first.token,
                    .body = R"({"type":"shelter","name":"Hope"})"};
  EXPECT_EQ(client.ask(question).status, 428);
  question.idempotency_key = "with a space";
  EXPECT_EQ(client.ask(question).status, 400);
  question.idempotency_key = "k";
  const auto first = client.ask(question);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(client.ask(question).body, first.body);
  question.body = R"({"type":"shelter","name":"Other"})";
  EXPECT_EQ(client.ask(question).status, 422);
}

TEST(ServerTest, RefusesQueriesThatAreUnclear) {
  OpenHouse house;
  EXPECT_EQ(house.get(house.first, "/v1/rulebook?version=1&version=2").status, 400);
  EXPECT_EQ(house.get(house.first, "/v1/rulebook?version=%00").status, 400);
  EXPECT_EQ(house.get(house.first, "/v1/rulebook?version=%ff").status, 400);
  EXPECT_EQ(house.get(house.first, "/v1/funds/%00").status, 404);
}

TEST(ServerTest, RefusesAParameterThatAnAddressDoesNotKnow) {
  OpenHouse house;
  const auto unknown = house.get(house.first, "/v1/donations?colour=red&limit=1");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.json().at("errors")[0].at("pointer"), "/colour");
  const std::string detail = unknown.json().at("errors")[0].at("detail");
  EXPECT_NE(detail.find("cursor, fund, limit, place"), std::string::npos) << detail;
  EXPECT_EQ(house.get(house.first, "/v1/donations?limit=1").status, 200);
  const auto none = house.get(house.first, "/v1/me?limit=1");
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(none.json().at("errors")[0].at("pointer"), "/limit");
  EXPECT_EQ(house.get({house.first.actor, ""}, "/v1/me?limit=1").status, 401);
  EXPECT_EQ(house.post(house.first, "/v1/organisations?dry_run=1", Json::object()).status, 400);
  const auto strange = house.get(house.first, "/v1/me?Somebody%27s%20name=1");
  EXPECT_EQ(strange.json().at("errors")[0].at("pointer"), "");
}

TEST(ServerTest, AnswersWholeWhoeverAsksForAPart) {
  OpenHouse house;
  Client client{"127.0.0.1", house.port};
  const auto whole = client.ask({.path = "/v1/openapi.json"});
  for (const auto* range : {"bytes=0-3", "bytes=0-3,5-9", "bytes=-1", "bytes=9-3", "pages=1", ""}) {
    const auto answer = client.ask({.path = "/v1/openapi.json", .headers = {{"Range", range}}});
    EXPECT_EQ(answer.status, 200) << range;
    EXPECT_EQ(answer.body, whole.body) << range;
    EXPECT_FALSE(answer.headers.contains("content-range")) << range;
  }
}

TEST(ServerTest, TakesABodyWhateverRangeStandsBeforeIt) {
  OpenHouse house;
  Client client{"127.0.0.1", house.port};
  for (const auto* range : {"bytes=0-3", "bytes=9-3", "pages=1", "", "bytes=x"}) {
    const auto answer =
        client.ask({.method = "POST",
                    .path = "/v1/organisations",
                    .bearer = house.first.token,
                    .idempotency_key = "key-" + std::string{range},
                    .body = R"({"type":"shelter","name":"Hope x)" + std::string{range} + R"("})",
                    .headers = {{"Range", range}}});
    EXPECT_EQ(answer.status, 201) << range << answer.body;
  }
}

TEST(ServerTest, LeavesNothingOfABodyBehindARangeToTheNextRequest) {
  OpenHouse house;
  const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const auto* range : {"bytes=0-3", "pages=1"}) {
    const auto answers =
        raw(house.port,
            post_head("/v1/nothing", "Range: " + std::string{range} + "\r\nContent-Length: " +
                                         std::to_string(hidden.size()) + "\r\n") +
                hidden);
    EXPECT_EQ(answers.find("HTTP/1.1 200"), std::string::npos) << range;
    EXPECT_NE(answers.find("application/problem+json"), std::string::npos) << range;
  }
}

TEST(ServerTest, GivesAuditorsRecordsWithTheirProofs) {
  OpenHouse house;
  const auto auditor = house.guest("auditor", Role::auditor);
  const auto bytes = house.get(auditor, "/v1/records/0").body;
  const auto receipt = house.get(auditor, "/v1/records/0/receipt").json();
  EXPECT_EQ(receipt.at("record"), bytes);
  const auto proof = parse_tlog_proof(receipt.at("tlog_proof").get<std::string>());
  const auto note = house.get({house.first.actor, ""}, "/log/checkpoint").body;
  EXPECT_EQ(proof.checkpoint, note);
  EXPECT_EQ(proof.index, 0U);
  EXPECT_TRUE(verify_inclusion(0, 1, leaf_hash(bytes), proof.hashes, leaf_hash(bytes)));
  EXPECT_EQ(house.get(auditor, "/v1/records/1").status, 404);
  EXPECT_EQ(house.get(auditor, "/v1/records/00").status, 404);
  EXPECT_EQ(house.get(house.first, "/v1/records/0").status, 403);
}

TEST(ServerTest, AsksThePagesForOtherAddresses) {
  OpenHouse house;
  Server server{house.context(),
                {.threads = 2, .pages = [](const Visit& visit) -> std::optional<Reply> {
                   if (visit.path != "/hello") return std::nullopt;
                   return Reply{.bytes = visit.body + visit.header("Cookie"),
                                .content_type = "text/html; charset=utf-8",
                                .headers = {{"X-Content-Type-Options", "nosniff"}}};
                 }}};
  const int port = server.bind("127.0.0.1", 0);
  std::thread thread{[&] { server.run(); }};
  {
    Client client{"127.0.0.1", port};
    EXPECT_EQ(client.ask({.path = "/hello", .headers = {{"Cookie", "a=b"}}}).body, "a=b");
    EXPECT_EQ(client.ask({.method = "POST", .path = "/hello", .body = "{}"}).body, "{}");
    EXPECT_EQ(client.ask({.path = "/bye"}).status, 404);
    const auto head = raw(port, "HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_line(head), "HTTP/1.1 200");
    const std::string once = "X-Content-Type-Options";
    EXPECT_EQ(head.find(once), head.rfind(once)) << head;
  }
  server.stop();
  thread.join();
}

TEST(ServerTest, RefusesAnAddressThatIsTaken) {
  OpenHouse house;
  Server other{house.context(), {.threads = 1}};
  EXPECT_THROW(other.bind("127.0.0.1", house.port), Error);
}

TEST(ServerTest, StopsBeforeItRuns) {
  OpenHouse house;
  Server server{house.context(), {.threads = 1}};
  server.bind("127.0.0.1", 0);
  server.stop();
  server.run();
}

}  // namespace
}  // namespace relief::api
