#include "api/http/routes.h"

#include <utility>

#include "api/http/nouns.h"
#include "api/http/preconditions.h"
#include "ledger/cases/own_receipt.h"
#include "ledger/people/hmac.h"

namespace relief::api {
namespace {

/// Everything that a call asks: the same bytes for the same question.
std::string asked(const Call& call) {
  std::string text{call.route};
  text.append("\n").append(call.path).append("\n");
  for (const auto& [name, value] : call.query) {
    text.append(name).append("=").append(value).append("\n");
  }
  return text.append(call.content_type).append("\n").append(call.body);
}

}  // namespace

std::vector<Route> routes() {
  std::vector<Route> all;
  for (const auto& rows : {books_routes(),
                           claims_routes(),
                           csv_profiles_routes(),
                           exceptions_routes(),
                           funds_routes(),
                           gifts_routes(),
                           health_routes(),
                           log_routes(),
                           openapi_routes(),
                           payments_routes(),
                           people_routes(),
                           periods_routes(),
                           proposals_routes(),
                           reconciliations_routes(),
                           relief_cases_routes(),
                           requests_routes(),
                           sessions_routes(),
                           statements_routes(),
                           statements_to_sign_routes(),
                           transfers_routes()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

IdempotencyKey key_of(const Call& call) {
  return {.route = std::string{call.route},
          .key = call.idempotency_key,
          .input = hmac_sha256(call.context.secrets.idempotency_key, asked(call))};
}

Reply answer(const Call& call, int status, const Committed& committed) {
  auto facts = committed.facts;
  if (facts.value("secret", false)) {
    require(!committed.replayed, Errc::conflict,
            "this was answered before, and such an answer is given once");
    facts.erase("secret");
  }
  if (const auto seq = facts.find("seq"); seq != facts.end()) {
    facts["receipt"] = receipt_id(call.context.secrets, seq->get<std::uint64_t>());
  }
  if (call.actor.role == Role::shelter) facts.erase("seq");
  Reply reply{.status = status, .json = std::move(facts)};
  if (committed.replayed) reply.headers.emplace_back("Idempotency-Replayed", "true");
  return reply;
}

Reply commit_call(const Call& call, int status, std::function<Facts(Work&)> decide) {
  Command command{.actor = call.actor, .decide = expecting(call, std::move(decide))};
  if (!call.idempotency_key.empty()) command.key = key_of(call);
  return answer(call, status, commit(call.context, std::move(command)));
}

}  // namespace relief::api
