#include "api/pages/sessions.h"

#include <map>

#include "api/http/form.h"
#include "api/http/session.h"
#include "api/pages/home.h"
#include "api/pages/words.h"
#include "ledger/base/error.h"
#include "ledger/cases/sign_in.h"

namespace relief::pages {
namespace {

constexpr std::string_view cookie_name = "relief_session=";
constexpr std::size_t form_max = 2048;

std::string cookie_of(const api::Visit& visit) {
  const auto cookies = visit.header("Cookie");
  for (std::size_t at = 0; at < cookies.size();) {
    const auto end = std::min(cookies.find(';', at), cookies.size());
    auto one = std::string_view{cookies}.substr(at, end - at);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(cookie_name)) return std::string{one.substr(cookie_name.size())};
    at = end + 1;
  }
  return {};
}

std::map<std::string, std::string> form_of(const api::Visit& visit) {
  require(visit.body.size() <= form_max, Errc::too_large, "the form is too long");
  return api::fields_of_form(visit.body);
}

/// A form counts only from a page of ours: browsers say where it came from.
void require_own_page(const api::Visit& visit) {
  const auto site = visit.header("Sec-Fetch-Site");
  require(site.empty() || site == "same-origin" || site == "none", Errc::forbidden,
          "this form came from another site");
  const auto origin = visit.header("Origin");
  require(!site.empty() || origin.empty() || origin.ends_with("//" + visit.header("Host")),
          Errc::forbidden, "this form came from another site");
}

api::Reply home_again(const api::Visit& visit, const std::string& cookie) {
  auto reply = go_home(visit);
  reply.headers.emplace_back("Set-Cookie", cookie);
  return reply;
}

std::string cookie_text(const std::string& token, bool secure, long seconds) {
  return std::string{cookie_name} + token +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (secure ? "; Secure" : "");
}

/// Behind a proxy that speaks TLS the cookie is for TLS only.
bool over_tls(const api::Visit& visit) { return visit.header("X-Forwarded-Proto") == "https"; }

}  // namespace

std::optional<Actor> visitor(const api::Visit& visit) {
  const auto header = visit.header("Authorization");
  constexpr std::string_view bearer = "Bearer ";
  const auto token = header.starts_with(bearer) ? header.substr(bearer.size()) : cookie_of(visit);
  return token.empty() ? std::nullopt : api::actor_of_token(visit.context, token);
}

api::Reply go_home(const api::Visit& visit) {
  const auto lang = visit.query.find("lang");
  const bool english = lang != visit.query.end() && lang->second == "en";
  return {.status = 303,
          .bytes = "\n",
          .content_type = "text/plain; charset=utf-8",
          .headers = {{"Location", english ? "/?lang=en" : "/?lang=az"}}};
}

api::Reply post_sign_in(const api::Visit& visit) {
  require_own_page(visit);
  auto form = form_of(visit);
  const Words words{visit.query.contains("lang") ? visit.query.at("lang") : "az"};
  try {
    const auto session =
        sign_in(visit.context,
                {.login = form["user"], .password = form["password"], .network = visit.network});
    return home_again(visit, cookie_text(session.token, over_tls(visit),
                                         std::chrono::seconds{session_lifetime}.count()));
  } catch (const Error& error) {
    const bool many = error.code() == Errc::too_many;
    require(many || error.code() == Errc::unauthenticated, error.code(), error.what());
    return refused_home(visit, many ? 429 : 401, words(many ? "sign_in_many" : "sign_in_failed"));
  }
}

api::Reply post_sign_out(const api::Visit& visit) {
  require_own_page(visit);
  if (const auto token = live_token(visit.context, cookie_of(visit))) {
    sign_out(visit.context, token->id);
  }
  auto reply = home_again(visit, cookie_text("", over_tls(visit), 0));
  reply.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return reply;
}

}  // namespace relief::pages
