#include "api/pages/sessions.h"

#include <map>

#include "api/http/session.h"
#include "api/pages/home.h"
#include "api/pages/words.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
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

/// Percent-decodes one value of a form.
std::string decoded(std::string_view text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      value += ' ';
    } else if (text[i] == '%' && i + 2 < text.size()) {
      std::string digits{text.substr(i + 1, 2)};
      for (auto& c : digits) c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
      const auto byte = from_hex(digits);
      require(byte.has_value(), Errc::malformed, "the form isn't spelled as browsers spell it");
      value += *byte;
      i += 2;
    } else {
      value += text[i];
    }
  }
  return value;
}

std::map<std::string, std::string> form_of(const api::Visit& visit) {
  require(visit.body.size() <= form_max, Errc::too_large, "the form is too long");
  std::map<std::string, std::string> fields;
  std::string_view rest{visit.body};
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto field = rest.substr(0, end);
    const auto equals = std::min(field.find('='), field.size());
    fields[decoded(field.substr(0, equals))] =
        decoded(field.substr(std::min(equals + 1, field.size())));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return fields;
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
  const auto lang = visit.query.find("lang");
  const bool english = lang != visit.query.end() && lang->second == "en";
  return {.status = 303,
          .bytes = "\n",
          .content_type = "text/plain; charset=utf-8",
          .headers = {{"Location", english ? "/?lang=en" : "/?lang=az"}, {"Set-Cookie", cookie}}};
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

api::Reply post_sign_in(const api::Visit& visit) {
  require_own_page(visit);
  auto form = form_of(visit);
  const Words words{visit.query.contains("lang") ? visit.query.at("lang") : "az"};
  try {
    const auto session =
        sign_in(visit.context, {.login = form["user"], .password = form["password"]});
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
