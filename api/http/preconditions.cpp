#include "api/http/preconditions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/base/ascii.h"
#include "ledger/cases/scope.h"

namespace relief::api {
namespace {

using storage::Stateful;

constexpr std::array tagged{
    Tagged{"/v1/cases/{}", Stateful::relief_case},
    Tagged{"/v1/donations/{}", Stateful::gift},
    Tagged{"/v1/funds/{}", Stateful::fund},
    Tagged{"/v1/payment-batches/{}", Stateful::batch},
    Tagged{"/v1/payments/{}", Stateful::payment},
    Tagged{"/v1/reconciliations/{}", Stateful::reconciliation},
    Tagged{"/v1/requests/{}", Stateful::request},
    Tagged{"/v1/statements/{}", Stateful::statement},
};

/// The pattern of a route's scope, "POST /v1/requests/{}/answer".
std::string_view pattern_of(std::string_view scope) { return scope.substr(scope.find(' ') + 1); }

/// Whether a list of tags holds this one. A weak tag matches nothing (RFC 9110 section 13.1.1).
bool lists_tag(std::string_view expected, std::string_view tag) {
  if (trimmed(expected) == "*") return true;
  for (std::size_t from = 0; from <= expected.size();) {
    const auto to = std::min(expected.find(',', from), expected.size());
    if (trimmed(expected.substr(from, to - from)) == tag) return true;
    from = to + 1;
  }
  return false;
}

std::string entity_tag(storage::Transaction& tx, const Tagged& thing, const Call& call) {
  const auto state = state_of(tx, thing.noun, call.parts[0], scope_of(call.actor));
  return state.empty() ? state : "\"" + state + "\"";
}

}  // namespace

NotAsExpected::NotAsExpected()
    : Error{Errc::conflict, "this isn't in the state that If-Match names: read it again"} {}

const Tagged* tagged_by(std::string_view pattern) {
  const auto* found = std::ranges::find_if(tagged, [&](const Tagged& each) {
    return pattern.starts_with(each.pattern) &&
           (pattern.size() == each.pattern.size() || pattern[each.pattern.size()] == '/');
  });
  return found != tagged.end() ? found : nullptr;
}

void require_matchable(const Call& call) {
  const bool matchable = tagged_by(pattern_of(call.route)) != nullptr;
  if (!call.if_match.empty() && !matchable) throw NotAsExpected{};
}

std::string entity_tag_of(const Call& call, const Route& route) {
  const auto* thing = tagged_by(route.pattern);
  if (thing == nullptr || thing->pattern != route.pattern || route.method != "GET") return {};
  return call.context.database.read(
      [&](storage::Transaction& tx) { return entity_tag(tx, *thing, call); });
}

std::function<Facts(Work&)> expecting(const Call& call, std::function<Facts(Work&)> decide) {
  if (call.if_match.empty()) return decide;
  const auto* thing = tagged_by(pattern_of(call.route));
  ensure(thing != nullptr, "a call that expects a state acts on what has one");
  return [&call, thing, decide = std::move(decide)](Work& work) {
    const auto tag = entity_tag(work.tx(), *thing, call);
    // Whatever isn't there, the decision says in its own words.
    if (!tag.empty() && !lists_tag(call.if_match, tag)) throw NotAsExpected{};
    return decide(work);
  };
}

}  // namespace relief::api
