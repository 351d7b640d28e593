#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace relief::api {

/// What is asked of a server. Without a body, none is sent.
struct Question {
  std::string method = "GET";
  std::string path;
  std::string bearer = {};
  std::string idempotency_key = {};
  std::string body = {};
  std::string content_type = "application/json";
  std::map<std::string, std::string> headers = {};
};

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< By their names in small letters.
  std::string body;

  /// The body as JSON; null for one that is none.
  [[nodiscard]] nlohmann::json json() const;
};

/// Talks to one server over one connection that stays open. For the demo and the tests; one thread
/// at a time.
class Client {
 public:
  Client(const std::string& host, int port);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// Throws Error{unavailable} where there is no answer.
  Answer ask(const Question& question);

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace relief::api
