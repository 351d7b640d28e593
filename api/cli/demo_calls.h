#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/http/client.h"
#include "ledger/base/clock.h"
#include "ledger/people/role.h"
#include "ledger/proof/ed25519.h"

namespace relief::cli {

/// Somebody of the story, with what they need to act.
struct Player {
  std::string login;
  std::string password;
  std::string name;
  Role role;
  std::filesystem::path key_file;
  std::string organisation = {};  ///< org_… of shelter staff.
  std::string id = {};            ///< usr_…
  std::string key = {};           ///< key_…
  std::shared_ptr<const SigningKey> signing = {};
  std::string token = {};
  Instant token_expires = {};
};

/// As an idempotency key: none is sent. An empty one stands for a fresh one.
inline constexpr auto no_key = "none";

/// How the story's people call the server: each with their own token, at the story's moment.
class Calls {
 public:
  Calls(std::string_view base_url, std::function<void(Instant)> set_clock);

  /// Moves the story's clock to an hour of a day in Baku. It never goes back.
  void set_time(Date day, int hour);
  void wait(std::chrono::seconds time);
  [[nodiscard]] Instant now() const noexcept { return now_; }

  /// Lets people sign in before they act, two at once: each time costs the server a while.
  void sign_in(std::vector<Player*> players);

  /// The JSON that the server answers. Throws Error{refused}, which tells the answer, unless it was
  /// a success.
  nlohmann::json get(Player& who, const std::string& path);
  nlohmann::json post(Player& who, const std::string& path, const nlohmann::json& body);
  /// The bytes of an answer that isn't JSON.
  std::string send(Player& who, const api::Question& question);

  /// Whatever the server answers.
  api::Answer ask(Player& who, api::Question question);
  api::Answer ask_as_nobody(const api::Question& question);

  [[nodiscard]] std::string fresh_key();

 private:
  [[nodiscard]] bool is_in(const Player& who) const;
  static void sign_in(api::Client& client, Player& who);
  api::Answer send_with(const std::string& token, api::Question question);

  api::Client client_;
  api::Client second_;  ///< Only for signing in.
  std::function<void(Instant)> set_clock_;
  Instant now_ = {};
  int keys_ = 0;
};

/// The JSON of an answer. Throws Error{refused}, which tells the answer, unless it was a success.
nlohmann::json json_of(const api::Question& question, const api::Answer& answer);

}  // namespace relief::cli
