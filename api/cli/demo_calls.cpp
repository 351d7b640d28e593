#include "api/cli/demo_calls.h"

#include <algorithm>
#include <future>
#include <utility>

#include "ledger/base/error.h"

namespace relief::cli {
namespace {

constexpr auto baku = std::chrono::hours{4};

bool is_success(int status) { return status >= 200 && status < 300; }

/// "http://127.0.0.1:8080" without its scheme.
std::string host_and_port(std::string_view base_url) {
  return std::string{base_url.substr(base_url.find("//") + 2)};
}

std::string host_of(std::string_view base_url) {
  const auto address = host_and_port(base_url);
  return address.substr(0, address.rfind(':'));
}

int port_of(std::string_view base_url) {
  const auto address = host_and_port(base_url);
  return std::stoi(address.substr(address.rfind(':') + 1));
}

void require_success(const api::Question& ask, const api::Answer& answer) {
  if (is_success(answer.status)) return;
  throw Error{Errc::refused, ask.method + " " + ask.path + " was answered by " +
                                 std::to_string(answer.status) + ": " + answer.body};
}

}  // namespace

Calls::Calls(std::string_view base_url, std::function<void(Instant)> set_clock)
    : client_{host_of(base_url), port_of(base_url)},
      second_{host_of(base_url), port_of(base_url)},
      set_clock_{std::move(set_clock)} {}

void Calls::set_time(Date day, int hour) {
  const Instant moment = Instant{day} + std::chrono::hours{hour} - baku;
  ensure(moment >= now_, "a story is told forwards");
  now_ = moment;
  set_clock_(now_);
}

void Calls::wait(std::chrono::seconds time) {
  now_ += time;
  set_clock_(now_);
}

nlohmann::json Calls::get(Player& who, const std::string& path) {
  const api::Question question{.method = "GET", .path = path};
  return json_of(question, ask(who, question));
}

nlohmann::json Calls::post(Player& who, const std::string& path, const nlohmann::json& body) {
  const api::Question question{.method = "POST", .path = path, .body = body.dump()};
  return json_of(question, ask(who, question));
}

std::string Calls::send(Player& who, const api::Question& question) {
  const auto answer = ask(who, question);
  require_success(question, answer);
  return answer.body;
}

api::Answer Calls::ask(Player& who, api::Question question) {
  if (!is_in(who)) sign_in(client_, who);
  return send_with(who.token, std::move(question));
}

api::Answer Calls::ask_as_nobody(const api::Question& question) { return send_with("", question); }

std::string Calls::fresh_key() { return "demo-" + std::to_string(++keys_); }

api::Answer Calls::send_with(const std::string& token, api::Question question) {
  auto& key = question.idempotency_key;
  if (key.empty() && question.method != "GET") key = fresh_key();
  if (key == no_key) key.clear();
  question.bearer = token;
  return client_.ask(question);
}

bool Calls::is_in(const Player& who) const {
  // A minute is left for the call itself.
  return !who.token.empty() && now_ + std::chrono::minutes{1} < who.token_expires;
}

void Calls::sign_in(api::Client& client, Player& who) {
  const api::Question question{
      .method = "POST",
      .path = "/v1/sessions",
      .body = nlohmann::json{{"user", who.login}, {"password", who.password}}.dump()};
  const auto session = json_of(question, client.ask(question));
  who.token = session.at("token").get<std::string>();
  who.token_expires = parse_instant(session.at("expires_at").get<std::string>());
}

void Calls::sign_in(std::vector<Player*> players) {
  std::erase_if(players, [this](const Player* who) { return is_in(*who); });
  const auto half = players.begin() + static_cast<std::ptrdiff_t>(players.size() / 2);
  auto first_half = std::async(std::launch::async, [&] {
    std::for_each(players.begin(), half, [this](Player* who) { sign_in(second_, *who); });
  });
  std::for_each(half, players.end(), [this](Player* who) { sign_in(client_, *who); });
  first_half.get();
}

nlohmann::json json_of(const api::Question& ask, const api::Answer& answer) {
  require_success(ask, answer);
  return nlohmann::json::parse(answer.body);
}

}  // namespace relief::cli
