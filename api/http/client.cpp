#include "api/http/client.h"

#include <httplib.h>

#include "ledger/base/error.h"

namespace relief::api {
namespace {

constexpr auto client_patience = std::chrono::seconds{60};

std::string in_small_letters(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

httplib::Request request_of(const Question& question) {
  httplib::Request request;
  request.method = question.method;
  request.path = question.path;
  for (const auto& [name, value] : question.headers) request.set_header(name, value);
  if (!question.bearer.empty()) request.set_header("Authorization", "Bearer " + question.bearer);
  if (!question.idempotency_key.empty()) {
    request.set_header("Idempotency-Key", question.idempotency_key);
  }
  if (!question.body.empty()) {
    request.body = question.body;
    request.set_header("Content-Type", question.content_type);
  }
  return request;
}

}  // namespace

class Client::Connection : public httplib::Client {
 public:
  using httplib::Client::Client;
};

nlohmann::json Answer::json() const {
  auto parsed = nlohmann::json::parse(body, nullptr, false);
  return parsed.is_discarded() ? nlohmann::json{} : parsed;
}

Client::Client(const std::string& host, int port)
    : connection_{std::make_unique<Connection>(host, port)} {
  connection_->set_keep_alive(true);
  connection_->set_tcp_nodelay(true);
  connection_->set_connection_timeout(client_patience);
  connection_->set_read_timeout(client_patience);
  connection_->set_write_timeout(client_patience);
}

Client::~Client() = default;

Answer Client::ask(const Question& question) {
  const auto result = connection_->send(request_of(question));
  require(static_cast<bool>(result), Errc::unavailable, "the server doesn't answer");
  Answer answer{.status = result->status, .headers = {}, .body = result->body};
  for (const auto& [name, value] : result->headers) {
    answer.headers.emplace(in_small_letters(name), value);
  }
  return answer;
}

}  // namespace relief::api
