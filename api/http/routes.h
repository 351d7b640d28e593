#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/cases/commit.h"
#include "ledger/cases/context.h"
#include "ledger/people/actor.h"

namespace relief::api {

/// One HTTP call, once the door knows who is calling and has read the body.
struct Call {
  Context& context;
  const Actor& actor;                     ///< Of no meaning on a public route.
  const std::vector<std::string>& parts;  ///< The captures of the route's pattern, in order.
  const std::map<std::string, std::string>& query;  ///< Decoded; each name once.
  const std::string& body;                          ///< As it came.
  const nlohmann::json& json;                       ///< The body of a route that takes JSON.
  const std::string& idempotency_key;               ///< Empty where the route needs none.
  std::string_view route;                           ///< Method and pattern: the scope of the key.
  const std::string& path;
  const std::string& content_type;
  std::string_view token = {};     ///< The identifier of the token that was shown.
  std::string authorization = {};  ///< The header, for public routes that tell auditors more.
  bool from_here = false;          ///< From a program on this machine, past no proxy.
  std::string network = {};        ///< That the caller comes from.
  std::string if_match = {};       ///< The state that the caller expects a thing in, or empty.
};

/// Writes a body piece by piece while it is sent, so that nobody has to hold it. What it throws
/// cuts the answer short: nobody takes that for whole.
using BodyWriter = std::function<void(const std::function<void(std::string_view)>& write)>;

struct Reply {
  int status = 200;
  nlohmann::json json = {};  ///< Sent where `bytes` is empty.
  std::string bytes = {};
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  BodyWriter stream = {};  ///< Writes the body in the place of `bytes`, where it is long.
};

enum class Body { none, json, raw };

/// Who may call a route: roles, or nobody asked.
class Callers {
 public:
  constexpr Callers(std::initializer_list<Role> roles) {
    for (const auto role : roles) mask_ |= 1U << static_cast<unsigned>(role);
  }
  [[nodiscard]] constexpr bool has(Role role) const {
    return ((mask_ >> static_cast<unsigned>(role)) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool is_public() const { return mask_ == 0; }

 private:
  unsigned mask_ = 0;
};

inline constexpr Callers everyone{Role::administrator, Role::approver, Role::treasurer,
                                  Role::shelter,       Role::auditor,  Role::custodian};
inline constexpr Callers the_public{};

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< A path in which each `{}` stands for one segment, a last `{*}` for
                             ///< all that are left.
  Callers callers;
  Reply (*handler)(const Call&);
  Body body = Body::none;
  bool needs_key = false;  ///< Demands an Idempotency-Key.
  std::size_t body_max = 1 << 20;
};

/// Every route of the API: the rows of each noun, in one list. server.cpp mounts them; a test holds
/// them against openapi.json.
std::vector<Route> routes();

/// Commits `decide` as the caller's command under the call's key, and answers its facts with
/// `status` (a replayed answer carries Idempotency-Replayed; a shelter's answer carries no seq).
/// Facts with "secret" true are told once: their replay is refused.
Reply commit_call(const Call& call, int status, std::function<Facts(Work&)> decide);

/// The call's key with the keyed hash of what it asks, to be kept with the answer.
IdempotencyKey key_of(const Call& call);

/// The answer that tells facts: with the opaque receipt of the record they came from.
Reply answer(const Call& call, int status, const Committed& committed);

}  // namespace relief::api
