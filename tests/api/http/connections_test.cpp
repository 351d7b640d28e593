#include <chrono>
#include <thread>
#include <vector>

#include "tests/api/http/open_house.h"
#include "tests/api/http/raw_call.h"

namespace relief::api {
namespace {

using test::connected;
using test::OpenHouse;
using test::post_head;
using test::raw;
using test::status_line;

/// Connections that have sent a part of a request, and stay.
class Loiterers {
 public:
  Loiterers(int port, std::size_t count, const std::string& part) {
    for (std::size_t i = 0; i < count; ++i) sockets_.push_back(connected(port, part));
  }
  Loiterers(const Loiterers&) = delete;
  Loiterers& operator=(const Loiterers&) = delete;
  ~Loiterers() {
    for (const int socket : sockets_) ::close(socket);
  }

 private:
  std::vector<int> sockets_;
};

TEST(ConnectionsTest, AnswersAtOnceWhileHundredsOfOthersAreSlow) {
  OpenHouse house;
  const std::string slow_body =
      post_head("/v1/sessions", "Content-Type: application/json\r\nContent-Length: 30\r\n");
  for (const auto& part : {std::string{}, std::string{"GET /healthz HTTP/1.1\r\nX: "}, slow_body}) {
    const Loiterers others{house.port, 150, part};
    std::this_thread::sleep_for(std::chrono::milliseconds{500});  // Until bodies are called slow.
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(house.get({house.first.actor, ""}, "/healthz").status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1}) << part;
  }
}

TEST(ConnectionsTest, LosesPatienceWithWhoeverSendsAByteNowAndThen) {
  OpenHouse house;
  const int socket = connected(house.port, "GET /healthz HTTP/1.1\r\nX: ");
  const auto began = std::chrono::steady_clock::now();
  const auto most = std::chrono::seconds{20};
  while (std::chrono::steady_clock::now() - began < most &&
         ::send(socket, "x", 1, MSG_NOSIGNAL) == 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds{500});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, most);
  ::close(socket);
}

TEST(ConnectionsTest, AnswersRequestsThatCameTogetherInTheirOrder) {
  OpenHouse house;
  const auto answers = raw(house.port,
                           "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                           "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(status_line(answers), "HTTP/1.1 200");
  EXPECT_NE(answers.find("HTTP/1.1 404"), std::string::npos);
}

TEST(ConnectionsTest, EndsAConnectionWhoseQuestionForAHeadHasABody) {
  OpenHouse house;
  const auto began = std::chrono::steady_clock::now();
  const auto answers =
      raw(house.port, "HEAD /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
  EXPECT_EQ(status_line(answers), "HTTP/1.1 400");
  EXPECT_NE(answers.find("Connection: close"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{900});
}

}  // namespace
}  // namespace relief::api
