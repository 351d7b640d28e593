#include "ledger/cases/sign_in.h"

#include <algorithm>
#include <vector>

#include "ledger/cases/sign_in_failures.h"
#include "ledger/people/blind_index.h"
#include "ledger/people/password.h"
#include "ledger/people/token.h"
#include "ledger/storage/people.h"
#include "ledger/storage/sign_ins.h"

namespace relief {
namespace {

constexpr auto remembered = std::chrono::days{30};

/// Of one person at a time: more than anybody opens, and a limit to what a program leaves behind.
constexpr std::size_t sessions_max = 100;

/// One process may serve several books (tests do), and a login is a name in one of them.
SignInTry try_of(const Context& context, const Credentials& credentials) {
  return {.books = context.database.conninfo(),
          .login = credentials.login,
          .network = credentials.network};
}

SignInFailures& failures() {
  static SignInFailures only;
  return only;
}

/// So the database doesn't tell where people are.
std::string hash_of_network(const Context& context, const Credentials& credentials) {
  return blind_index(context.secrets.index, "network", credentials.network);
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

/// Whoever has this login, if the password is theirs.
Known let_in(Context& context, const Credentials& credentials) {
  auto known = look_up(context, credentials.login);
  const bool may = known.person && !known.person->password.empty();
  const bool knows =
      verify_password(credentials.password, may ? known.person->password : dummy_password_hash());
  require(may && knows, Errc::unauthenticated, "the login or the password is wrong");
  return known;
}

/// The same, counted. Throws Error as let_in() does, and where too many failed.
Known let_in_at_most_so_often(Context& context, const Credentials& credentials) {
  const auto who = try_of(context, credentials);
  const auto began = context.clock();
  const auto network = hash_of_network(context, credentials);
  const bool was_here = context.database.read([&](storage::Transaction& tx) {
    return storage::is_known_network(tx, credentials.login, network, began - remembered);
  });
  failures().begin(who, began, was_here);
  try {
    auto known = let_in(context, credentials);
    failures().succeed(who, began);
    return known;
  } catch (const Error& error) {
    if (error.code() != Errc::unauthenticated) failures().never_tried(who, began);
    throw;
  } catch (...) {
    failures().never_tried(who, began);
    throw;
  }
}

}  // namespace

Session sign_in(Context& context, const Credentials& credentials) {
  const auto known = let_in_at_most_so_often(context, credentials);
  const auto& person = known.person;
  const auto& held = known.held;

  Actor actor{.person = person->id, .role = role_of(held, credentials.role)};
  if (actor.role == Role::shelter) actor.organisation = person->organisation;
  const auto fresh = make_token(context.entropy);
  const auto expires = context.clock() + session_lifetime;
  context.database.change([&](storage::Transaction& tx) {
    const auto now = context.clock();
    storage::remember_network(tx, person->id, hash_of_network(context, credentials), now,
                              now - remembered);
    storage::drop_sessions(tx, person->id, sessions_max - 1, now);
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
