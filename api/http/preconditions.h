#pragma once

#include <functional>
#include <string_view>

#include "api/http/routes.h"
#include "ledger/storage/states.h"

namespace relief::api {

/// Names the states of things (ETag), and holds a call that expects one (If-Match) to it: RFC 9110
/// sections 8.8.3 and 13.1.1. The whole contract is here; handlers know nothing of it.

/// A kind of thing whose state has a name, and the address where it is read.
struct Tagged {
  std::string_view pattern;  ///< Its GET route. What is done to it has a longer address.
  storage::Stateful noun;
};

/// The thing that a route reads or acts on; null where it has no state of its own.
const Tagged* tagged_by(std::string_view pattern);

/// What the answer of a route that reads a thing has as its ETag, in quotes; empty where the thing
/// isn't there or isn't the caller's to see, and of any other route. Asked before the thing is
/// read: an ETag that is older than what it stands beside refuses too much, never too little.
std::string entity_tag_of(const Call& call, const Route& route);

/// Refuses an If-Match where nothing has a state: it can't match. Throws Error, answered with 412.
void require_matchable(const Call& call);

/// `decide`, only if the thing is in the state that the call expects, at the very moment that the
/// decision is made. Throws Error, answered with 412, otherwise.
std::function<Facts(Work&)> expecting(const Call& call, std::function<Facts(Work&)> decide);

/// What is thrown where a thing is in another state than the caller thinks. Only this door knows
/// of it, so that nothing below knows HTTP.
class NotAsExpected : public Error {
 public:
  NotAsExpected();
};

}  // namespace relief::api
