#include "ledger/cases/sign_in.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "ledger/people/password.h"
#include "ledger/people/token.h"
#include "ledger/storage/people.h"

namespace relief {
namespace {

constexpr auto window = std::chrono::minutes{15};
constexpr std::size_t failures_max = 5;
constexpr std::size_t logins_max = 10'000;

/// The failures to sign in of late, for each login. Every try counts as one until it succeeds, so
/// that many at once can't pass together.
class Failures {
 public:
  /// Throws Error{too_many}.
  void begin(const std::string& login, Instant now) {
    const std::scoped_lock lock{mutex_};
    forget_before(now - window);
    auto& times = times_[login];
    require(times.size() < failures_max, Errc::too_many,
            "too many tries to sign in: wait a quarter of an hour");
    times.push_back(now);
  }

  void succeed(const std::string& login) {
    const std::scoped_lock lock{mutex_};
    times_.erase(login);
  }

 private:
  void forget_before(Instant moment) {
    for (auto& [login, times] : times_) {
      std::erase_if(times, [&](Instant at) { return at <= moment; });
    }
    std::erase_if(times_, [](const auto& entry) { return entry.second.empty(); });
    require(times_.size() < logins_max, Errc::unavailable,
            "too many people fail to sign in just now, please try again later");
  }

  std::mutex mutex_;
  std::map<std::string, std::vector<Instant>> times_;
};

Failures& failures() {
  static Failures only;
  return only;
}

Role role_of(const std::vector<Role>& held, std::optional<Role> wanted) {
  require(!held.empty(), Errc::forbidden, "you hold no role yet");
  if (wanted) {
    require(std::ranges::find(held, *wanted) != held.end(), Errc::forbidden,
            "you don't hold this role");
    return *wanted;
  }
  require_field(held.size() == 1, "/role", "you hold several roles: say in which you act");
  return held.front();
}

struct Known {
  std::optional<storage::Person> person;
  std::vector<Role> held;
};

Known look_up(Context& context, const std::string& login) {
  return context.database.read([&](storage::Transaction& tx) -> Known {
    Known known{.person = storage::find_person_by_login(tx, login), .held = {}};
    if (known.person) known.held = storage::roles_of(tx, known.person->id);
    return known;
  });
}

}  // namespace

Session sign_in(Context& context, const Credentials& credentials) {
  // One process may serve several books (tests do), and a login is a name in one of them.
  const auto counted = context.database.conninfo() + "\n" + credentials.login;
  failures().begin(counted, context.clock());
  const auto [person, held] = look_up(context, credentials.login);
  const bool may = person && !person->password.empty();
  const bool knows =
      verify_password(credentials.password, may ? person->password : dummy_password_hash());
  require(may && knows, Errc::unauthenticated, "the login or the password is wrong");
  failures().succeed(counted);

  Actor actor{.person = person->id, .role = role_of(held, credentials.role)};
  if (actor.role == Role::shelter) actor.organisation = person->organisation;
  const auto fresh = make_token(context.entropy);
  const auto expires = context.clock() + session_lifetime;
  context.database.change([&](storage::Transaction& tx) {
    storage::insert(tx, storage::Token{.id = fresh.id,
                                       .purpose = storage::TokenPurpose::session,
                                       .actor = actor,
                                       .secret_hash = fresh.secret_hash,
                                       .expires = expires});
    return true;
  });
  return {.token = fresh.text, .actor = actor, .expires = expires};
}

void sign_out(Context& context, const std::string& token_id) {
  context.database.change([&](storage::Transaction& tx) {
    storage::revoke_token(tx, token_id, context.clock());
    return true;
  });
}

std::optional<storage::Token> live_token(Context& context, std::string_view text) {
  const auto shown = parse_token(text);
  if (!shown) return std::nullopt;
  auto token = context.database.glance(
      [&](storage::Transaction& tx) { return storage::find_token(tx, shown->id); });
  const bool lets_in = token && same_secret(token->secret_hash, shown->secret_hash) &&
                       context.clock() < token->expires;
  return lets_in ? std::move(token) : std::nullopt;
}

}  // namespace relief
