#include "api/pages/pages.h"

#include <algorithm>
#include <array>

#include "api/pages/home.h"
#include "api/pages/sessions.h"
#include "api/pages/words.h"

namespace relief {
std::string_view style_css();  // api/web/style.css, embedded by the build.
}

namespace relief::pages {
namespace {

/// What every page says to the browser: nothing from elsewhere, nothing inline, nothing kept.
void harden(api::Reply& reply) {
  reply.headers.insert(
      reply.headers.end(),
      {{"Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"},
       {"Referrer-Policy", "no-referrer"},
       {"X-Content-Type-Options", "nosniff"},
       {"Cross-Origin-Opener-Policy", "same-origin"}});
}

struct Page {
  std::string_view method, path;
  api::Reply (*answer)(const api::Visit& visit);
};

api::Reply style(const api::Visit&) {
  return {.bytes = std::string{style_css()}, .content_type = "text/css; charset=utf-8"};
}

/// Every page. A new one is one new file and one new row.
constexpr std::array pages{
    Page{"GET", "/", home},
    Page{"GET", "/sign-in", go_home},
    Page{"POST", "/sign-in", post_sign_in},
    Page{"GET", "/sign-out", go_home},
    Page{"POST", "/sign-out", post_sign_out},
    Page{"GET", "/style.css", style},
};

/// Whether somebody looks for a page in a browser: programs get the API's own answer.
bool is_lost(const api::Visit& visit) {
  return visit.method == "GET" && visit.header("Accept").find("text/html") != std::string::npos &&
         !visit.path.starts_with("/v1/") && !visit.path.starts_with("/log/");
}

api::Reply nothing_here(const api::Visit& visit) {
  const Words words{visit.query.contains("lang") ? visit.query.at("lang") : "az"};
  return refused_home(visit, 404, words("nothing_here"));
}

}  // namespace

std::optional<api::Reply> visit(const api::Visit& visit) {
  const auto* page = std::ranges::find_if(pages, [&](const Page& each) {
    return each.method == visit.method && each.path == visit.path;
  });
  if (page == pages.end() && !is_lost(visit)) return std::nullopt;
  auto reply = page == pages.end() ? nothing_here(visit) : page->answer(visit);
  harden(reply);
  return reply;
}

}  // namespace relief::pages
