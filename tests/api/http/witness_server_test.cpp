#include "api/http/witness_server.h"

#include <thread>

#include <gtest/gtest.h>

#include "api/http/client.h"
#include "api/http/witness_client.h"
#include "ledger/base/text.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/witness.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief::api {
namespace {

const std::string origin = "log.example";

class WitnessServerTest : public testing::Test {
 protected:
  WitnessServerTest() {
    for (int i = 0; i < 10; ++i) leaves_.push_back(leaf_hash("record " + std::to_string(i)));
    port_ = server_.bind("127.0.0.1", 0);
    thread_ = std::thread{[this] { server_.run(); }};
  }
  ~WitnessServerTest() override {
    server_.stop();
    thread_.join();
  }

  std::string request(std::uint64_t from, std::uint64_t to) const {
    const auto tree = std::span{leaves_}.first(to);
    return add_checkpoint_text(
        {.old_size = from,
         .proof = from == 0 ? std::vector<Hash>{} : consistency_proof(tree, from),
         .note = sign_note(checkpoint_text({origin, to, root_of(tree)}), {origin, &log_})});
  }
  Answer ask(const Question& question) { return Client{"127.0.0.1", port_}.ask(question); }
  Answer add(const std::string& body) {
    return ask(
        {.method = "POST", .path = "/add-checkpoint", .body = body, .content_type = "text/plain"});
  }
  Answer latest(const std::string& name) {
    const auto digest = sha256(name);
    return ask({.path = "/" + to_hex(as_bytes(digest)) + "/checkpoint"});
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  const test::Scratch scratch_;
  const SigningKey log_ = SigningKey::of_seed(std::string(32, 1));
  std::vector<Hash> leaves_;
  Witness witness_{"w.example",
                   SigningKey::of_seed(std::string(32, 2)),
                   {{origin, log_.public_key()}},
                   scratch_.path() / "state"};
  Clock clock_ = [] { return parse_instant("2026-11-24T08:30:00Z"); };
  WitnessServer server_{witness_, clock_};
  int port_ = 0;
  std::thread thread_;
};

TEST_F(WitnessServerTest, CosignsAndShowsWhatItCosigned) {
  EXPECT_EQ(latest(origin).status, 404);
  const auto answer = add(request(0, 3));
  EXPECT_EQ(answer.status, 200);
  const auto shown = latest(origin);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.headers.at("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(shown.body, parse_add_checkpoint(request(0, 3)).note + answer.body);
  EXPECT_EQ(latest("log.exampl").status, 404);
}

TEST_F(WitnessServerTest, SaysTheSizeThatItSaw) {
  add(request(0, 3));
  const auto answer = add(request(0, 5));
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.headers.at("content-type"), "text/x.tlog.size");
  EXPECT_EQ(answer.body, "3\n");
}

TEST_F(WitnessServerTest, RefusesInTheWordsOfItsProtocol) {
  add(request(0, 3));
  EXPECT_EQ(add("nonsense").status, 400);
  auto other_log = request(3, 5);
  other_log.replace(other_log.find(origin + "\n5"), origin.size(), "log.exampl2");
  EXPECT_EQ(add(other_log).status, 404);
  auto unsigned_log = request(3, 5);
  unsigned_log.replace(unsigned_log.find("\n5\n"), 3, "\n6\n");
  EXPECT_EQ(add(unsigned_log).status, 403);
  leaves_[0] = leaf_hash("another record");
  EXPECT_EQ(add(request(3, 5)).status, 422);
  EXPECT_EQ(latest(origin).body.find("\n5\n"), std::string::npos);
}

TEST_F(WitnessServerTest, TakesNoMoreThanARequestNeeds) {
  EXPECT_EQ(add(std::string(longest_add_checkpoint + 1, 'x')).status, 413);
  EXPECT_EQ(ask({.method = "POST", .path = "/add-checkpoint"}).status, 400);
  EXPECT_EQ(ask({.path = "/add-checkpoint"}).status, 404);
  EXPECT_EQ(ask({.path = "/lock/checkpoint"}).status, 404);
  EXPECT_EQ(ask({.path = "/"}).status, 404);
}

TEST_F(WitnessServerTest, IsReachedByItsAddress) {
  const std::stop_source never;
  EXPECT_EQ(add_checkpoint(url(), request(0, 3), never.get_token()).status, 200);
  EXPECT_EQ(add_checkpoint(url() + "/", request(3, 4), never.get_token()).status, 200);
  EXPECT_EQ(add_checkpoint(url() + "/elsewhere", request(4, 5), never.get_token()).status, 404);
  EXPECT_EQ(test::refusal(
                [&] { add_checkpoint("http://127.0.0.1:1", request(0, 3), never.get_token()); }),
            Errc::unavailable);
}

TEST(WitnessUrlTest, IsSchemeAndPlace) {
  for (const auto* url : {"http://w", "https://w.example:8443", "https://w.example/a/b/"}) {
    EXPECT_TRUE(is_witness_url(url)) << url;
  }
  for (const auto* url : {"", "w.example", "://w", "ftp://w", "http://", "http:///a", "https://a b",
                          "https://u@w", "https://w?a", "https://w#a"}) {
    EXPECT_FALSE(is_witness_url(url)) << url;
  }
}

}  // namespace
}  // namespace relief::api
