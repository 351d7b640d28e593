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
constexpr auto remembered = std::chrono::days{30};
constexpr std::size_t of_login_from_network = 5;
constexpr std::size_t of_login = 50;
constexpr std::size_t from_network = 50;
constexpr std::size_t counters_max = 100'000;

/// What a try to sign in is counted by.
struct Counted {
  std::string login, network, both;
};

/// One process may serve several books (tests do), and a login is a name in one of them.
Counted counted(const Context& context, const Credentials& credentials) {
  const auto& books = context.database.conninfo();
  return {.login = "login\n" + books + "\n" + credentials.login,
          .network = "network\n" + books + "\n" + credentials.network,
          .both = "both\n" + books + "\n" + credentials.login + "\n" + credentials.network};
}

/// The failures to sign in of late. Every try counts as one until it succeeds, so that many at once
/// can't pass together.
class Failures {
 public:
  /// Throws Error: too_many; unavailable where too many strangers fail at once to count them all.
  void begin(const Counted& who, Instant now) {
    const std::scoped_lock lock{mutex_};
    forget_before(now);
    const bool known = known_.contains(who.both);
    const bool closed =
        count(who.both) >= of_login_from_network ||
        (!known && (count(who.login) >= of_login || count(who.network) >= from_network));
    require(!closed, Errc::too_many, "too many tries to sign in: wait a quarter of an hour");
    require(known || times_.size() < counters_max, Errc::unavailable,
            "too many people fail to sign in just now, please try again later");
    for (const auto* counter : {&who.both, &who.login, &who.network}) {
      times_[*counter].push_back(now);
    }
  }

  /// `began` is what begin() was told.
  void succeed(const Counted& who, Instant began) {
    const std::scoped_lock lock{mutex_};
    times_.erase(who.both);
    for (const auto* counter : {&who.login, &who.network}) {
      auto& times = times_[*counter];
      if (const auto own = std::ranges::find(times, began); own != times.end()) times.erase(own);
    }
    known_[who.both] = began;
  }

 private:
  [[nodiscard]] std::size_t count(const std::string& counter) const {
    const auto found = times_.find(counter);
    return found == times_.end() ? 0 : found->second.size();
  }

  void forget_before(Instant now) {
    for (auto& [counter, times] : times_) {
      std::erase_if(times, [&](Instant at) { return at <= now - window; });
    }
    std::erase_if(times_, [](const auto& entry) { return entry.second.empty(); });
    std::erase_if(known_, [&](const auto& entry) { return entry.second <= now - remembered; });
  }

  std::mutex mutex_;
  std::map<std::string, std::vector<Instant>> times_;
  std::map<std::string, Instant> known_;  ///< When each login last came in from a network.
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
  const auto who = counted(context, credentials);
  const auto began = context.clock();
  failures().begin(who, began);
  const auto [person, held] = look_up(context, credentials.login);
  const bool may = person && !person->password.empty();
  const bool knows =
      verify_password(credentials.password, may ? person->password : dummy_password_hash());
  require(may && knows, Errc::unauthenticated, "the login or the password is wrong");
  failures().succeed(who, began);

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
  auto token = context.tokens.find(shown->id);
  const bool lets_in = token && same_secret(token->secret_hash, shown->secret_hash) &&
                       context.clock() < token->expires;
  return lets_in ? std::move(token) : std::nullopt;
}

}  // namespace relief
