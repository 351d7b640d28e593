#include "api/http/problem.h"

#include <algorithm>
#include <array>

#include <spdlog/spdlog.h>

#include "api/http/preconditions.h"
#include "ledger/base/error.h"

namespace relief::api {
namespace {

/// What every problem of one kind has in common.
struct Kind {
  int status;
  std::string_view type;
  std::string_view title;
};

constexpr Kind kind_of(Errc code) {
  switch (code) {  // No default: -Werror=switch names the code that is missing here.
    case Errc::malformed: return {400, "malformed", "The request isn't well-formed"};
    case Errc::unauthenticated: return {401, "unauthenticated", "Nobody knows who is asking"};
    case Errc::forbidden: return {403, "forbidden", "This role may not do this"};
    case Errc::not_found: return {404, "not-found", "There is no such thing"};
    case Errc::conflict: return {409, "conflict", "The state of things doesn't allow this now"};
    case Errc::refused: return {422, "refused", "A rule doesn't allow this"};
    case Errc::key_reused: return {422, "key-reused", "The Idempotency-Key was used before"};
    case Errc::key_missing: return {428, "key-missing", "An Idempotency-Key is required"};
    case Errc::too_large: return {413, "too-large", "The request is too large"};
    case Errc::unsupported: return {415, "unsupported", "Nobody here reads this format"};
    case Errc::too_many: return {429, "too-many", "Too many requests"};
    case Errc::unavailable: return {503, "unavailable", "Not now"};
  }
  throw InvariantBroken{"every error code has an HTTP status"};
}

constexpr auto problem_type = "application/problem+json";

constexpr Kind internal{500, "internal", "Something went wrong on our side"};

/// What HTTP itself refuses, besides the statuses above.
constexpr std::array of_http{
    Kind{400, "malformed", "The request isn't well-formed"},
    Kind{404, "not-found", "There is no such thing"},
    Kind{405, "method-not-allowed", "This can't be done here"},
    Kind{411, "length-required", "The length of the body must be stated"},
    Kind{412, "precondition-failed", "It isn't as it was when it was read"},
    Kind{413, "too-large", "The request is too large"},
    Kind{414, "uri-too-long", "The address is too long"},
    Kind{415, "unsupported", "Nobody here reads this format"},
    Kind{431, "headers-too-large", "The headers are too large"},
};

constexpr Kind kind_of(int status) {
  const auto* found = std::ranges::find(of_http, status, &Kind::status);
  return found != of_http.end() ? *found : internal;
}

Reply reply(const Kind& kind, std::string_view sentence, const std::string& request_id) {
  Reply answer{.status = kind.status,
               .json = {{"type", "urn:relief:problem:" + std::string{kind.type}},
                        {"title", kind.title},
                        {"status", kind.status},
                        {"detail", sentence}},
               .content_type = problem_type};
  name_call(answer, request_id);
  return answer;
}

Reply reply(const Error& error, const std::string& request_id) {
  auto answer = reply(kind_of(error.code()), error.what(), request_id);
  if (!error.clause().empty()) answer.json["clause"] = error.clause();
  for (const auto& [pointer, detail] : error.faults()) {
    answer.json["errors"].push_back({{"pointer", pointer}, {"detail", detail}});
  }
  if (error.code() == Errc::unauthenticated) {
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  }
  if (error.code() == Errc::too_many) answer.headers.emplace_back("Retry-After", "900");
  if (error.code() == Errc::unavailable) answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

Reply our_fault(const std::string& request_id, const char* what) {
  spdlog::error("call {} failed: {}", request_id, what);
  return reply(internal, "it was noted, and nothing of it was kept", request_id);
}

}  // namespace

Reply problem(const std::exception_ptr& thrown, const std::string& request_id) {
  try {
    std::rethrow_exception(thrown);
  } catch (const NotAsExpected& changed) {
    return problem(412, changed.what(), request_id);
  } catch (const Error& error) {
    return reply(error, request_id);
  } catch (const std::exception& fault) {
    return our_fault(request_id, fault.what());
  } catch (...) {
    return our_fault(request_id, "something that is no exception was thrown");
  }
}

void name_call(Reply& answer, const std::string& request_id) {
  if (answer.content_type != problem_type) return;
  answer.json["instance"] = "urn:relief:call:" + request_id;
  answer.json["request_id"] = request_id;
}

Reply problem(int status, std::string_view sentence, const std::string& request_id) {
  return reply(kind_of(status), sentence, request_id);
}

}  // namespace relief::api
