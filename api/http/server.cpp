#include "api/http/server.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "api/http/incoming.h"
#include "api/http/json.h"
#include "api/http/listener.h"
#include "api/http/preconditions.h"
#include "api/http/problem.h"
#include "api/http/router.h"
#include "api/http/session.h"
#include "api/http/stream.h"
#include "api/http/traffic.h"
#include "ledger/base/text.h"

namespace relief::api {
namespace {

constexpr std::size_t longest_body = 128U << 20U;
constexpr std::size_t longest_form = 1U << 20U;
constexpr std::size_t longest_drained = 64U << 10U;
constexpr std::size_t calls_per_connection = 1'000'000;
constexpr auto idle_seconds = 5;

/// One request on the way to its answer.
struct Exchange {
  const httplib::Request& request;
  const httplib::ContentReader* reader;  ///< Null where httplib reads no body.
  std::string id;
  std::string_view scope = "-";  ///< The route, for the log: never a path, which names things.
  bool read = false;             ///< Whether the body was taken from the connection.
};

/// A body that is refused before it was read stays in the connection, where it would pass for the
/// next request. Takes a short one away while it comes fast enough; else says that the connection
/// must end, so that nobody waits for a body that nobody reads.
bool must_close(const Exchange& exchange) {
  const auto& request = exchange.request;
  if (request.has_header("Transfer-Encoding")) return true;
  const auto length = announced_length(request);
  if (length == 0 || exchange.read) return false;
  const bool drainable = exchange.reader != nullptr && length <= longest_drained &&
                         !request.is_multipart_form_data() &&
                         !request.has_header("Content-Encoding");
  if (!drainable) return true;
  const auto until = std::chrono::steady_clock::now() + Listener::patience;
  return !(*exchange.reader)(
      [until](const char*, std::size_t) { return std::chrono::steady_clock::now() < until; });
}

void send(const Reply& reply, const std::string& id, httplib::Response& response, bool close) {
  if (close) {
    response.set_header("Connection", "close");
    Listener::end_connection();
  }
  auto body = reply.bytes;
  if (body.empty() && !reply.json.is_null()) body = reply.json.dump();
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.set_header(name, value);
  response.set_header("X-Request-Id", id);
  if (!response.has_header("X-Content-Type-Options")) {
    response.set_header("X-Content-Type-Options", "nosniff");
  }
  if (!response.has_header("Cache-Control")) response.set_header("Cache-Control", "no-store");
  if (reply.stream) return set_stream(response, reply.content_type, reply.stream);
  if (!body.empty()) response.set_content(body, reply.content_type);
}

}  // namespace

class Server::Door : public Listener {
 public:
  Door(Context& context, ServerSettings settings)
      : Listener{settings.threads},
        context_{context},
        pages_{std::move(settings.pages)},
        router_{routes()} {
    limit();
    mount();
  }

 private:
  void limit() {
    set_tcp_nodelay(true);
    set_keep_alive_max_count(calls_per_connection);
    set_keep_alive_timeout(idle_seconds);
    set_payload_max_length(longest_body);
  }

  /// All methods and paths come to serve(); routes are ours to find.
  void mount() {
    const auto bare = [this](const httplib::Request& request, httplib::Response& response) {
      serve({.request = request, .reader = nullptr, .id = new_id()}, response);
    };
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                  const httplib::ContentReader& reader) {
      serve({.request = request, .reader = &reader, .id = new_id()}, response);
    };
    constexpr auto any = ".*";
    Get(any, bare).Options(any, bare);
    Post(any, with_body).Put(any, with_body).Patch(any, with_body).Delete(any, with_body);

    set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (!response.has_header("X-Request-Id")) refused_by_httplib(request, response);
    });
    set_exception_handler([this](const httplib::Request&, httplib::Response& response,
                                 const std::exception_ptr& thrown) {
      const auto id = new_id();
      send(problem(thrown, id), id, response, false);
    });
  }

  /// What httplib refuses before it asks anybody: a line that isn't HTTP, an address that is too
  /// long.
  void refused_by_httplib(const httplib::Request& request, httplib::Response& response) {
    const Exchange exchange{.request = request, .reader = nullptr, .id = new_id()};
    // Once it has read the first line, httplib refuses only headers, of which one is too long.
    if (response.status == 400 && !request.path.empty()) response.status = 431;
    traffic().count(response.status);
    send(problem(response.status, "this isn't a request that is answered here", exchange.id),
         exchange.id, response, must_close(exchange));
  }

  /// Random, since a number would tell everybody how many call.
  std::string new_id() { return to_hex(random_bytes(context_.entropy, 8)); }

  void serve(Exchange exchange, httplib::Response& response) {
    const auto began = std::chrono::steady_clock::now();
    Reply reply;
    try {
      reply = answer_to(exchange);
    } catch (...) {
      reply = problem(std::current_exception(), exchange.id);
    }
    send(reply, exchange.id, response, must_close(exchange));
    traffic().count(reply.status);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    spdlog::info("{} {} {} in {} ms", exchange.id, exchange.scope, reply.status, took.count());
  }

  Reply answer_to(Exchange& exchange) {
    const auto& request = exchange.request;
    if (const auto refused = refuse_head(request)) {
      return problem(refused->status, refused->sentence, exchange.id);
    }
    const auto method = request.method == "HEAD" ? std::string{"GET"} : request.method;
    if (auto found = router_.find(method, request.path)) {
      exchange.scope = found->scope;
      auto reply = call(exchange, *found);
      name_call(reply, exchange.id);
      return reply;
    }
    return elsewhere(exchange);
  }

  Reply call(Exchange& exchange, const Router::Found& found) {
    const auto& request = exchange.request;
    const auto& route = *found.route;
    if (const auto refused = refuse_body(request, route.body, route.body_max)) {
      return problem(refused->status, refused->sentence, exchange.id);
    }
    static const Actor nobody{.person = PersonId{""}, .role = Role::auditor};
    std::optional<storage::Token> token;
    if (!route.callers.is_public()) {
      token = token_of_header(context_, request.get_header_value("Authorization"));
      require(route.callers.has(token->actor.role), Errc::forbidden, "your role may not do this");
    }
    const auto key = idempotency_key_of(request, route.needs_key);
    const auto query = words_of(request.params);
    require_known(query, *found.parameters);
    const auto body = route.body == Body::none ? std::string{} : take_body(exchange);
    const auto json = route.body == Body::json ? parse_json(body) : nlohmann::json{};
    const auto content_type = request.get_header_value("Content-Type");
    const Call asked{.context = context_,
                     .actor = token ? token->actor : nobody,
                     .parts = found.parts,
                     .query = query,
                     .body = body,
                     .json = json,
                     .idempotency_key = key,
                     .route = found.scope,
                     .path = request.path,
                     .content_type = content_type,
                     .token = token ? std::string_view{token->id} : std::string_view{},
                     .authorization = request.get_header_value("Authorization"),
                     .from_here = is_from_here(request),
                     .network = network_of(request),
                     .if_match = request.get_header_value("If-Match")};
    require_matchable(asked);
    const auto tag = entity_tag_of(asked, route);
    auto reply = route.handler(asked);
    if (!tag.empty() && reply.status == 200) reply.headers.emplace_back("ETag", tag);
    return reply;
  }

  /// What no route answers: the wrong method, a page, or nothing.
  Reply elsewhere(Exchange& exchange) {
    const auto& request = exchange.request;
    if (const auto methods = router_.methods_of(request.path); !methods.empty()) {
      auto refusal = problem(405, "this address takes other methods", exchange.id);
      refusal.headers.emplace_back("Allow", methods);
      return refusal;
    }
    if (pages_) {
      if (auto reply = visit(exchange)) return *std::move(reply);
    }
    return problem(404, "there is nothing at this address", exchange.id);
  }

  std::optional<Reply> visit(Exchange& exchange) {
    const auto& request = exchange.request;
    exchange.scope = "a page";
    const auto method = request.method == "HEAD" ? std::string{"GET"} : request.method;
    const auto takes = method == "POST" ? Body::raw : Body::none;
    if (const auto refused = refuse_body(request, takes, longest_form)) {
      return problem(refused->status, refused->sentence, exchange.id);
    }
    const auto query = words_of(request.params);
    const auto body = takes == Body::raw ? take_body(exchange) : std::string{};
    return pages_({.context = context_,
                   .method = method,
                   .path = request.path,
                   .query = query,
                   .body = body,
                   .header = [&](const char* name) { return request.get_header_value(name); },
                   .network = network_of(request)});
  }

  static std::string take_body(Exchange& exchange) {
    ensure(exchange.reader != nullptr, "only methods that have a body take one");
    exchange.read = true;
    return read_body(exchange.request, *exchange.reader);
  }

  Context& context_;
  Pages pages_;
  Router router_;
};

Server::Server(Context& context, ServerSettings settings)
    : door_{std::make_unique<Door>(context, std::move(settings))} {}

Server::~Server() { stop(); }

int Server::bind(const std::string& host, int port) { return door_->take(host, port); }

void Server::run() { door_->serve_until_stopped(); }

void Server::stop() { door_->end(); }

}  // namespace relief::api
