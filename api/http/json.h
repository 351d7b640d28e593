#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "ledger/books/entry.h"
#include "ledger/money/money.h"

namespace relief {

/// Money travels as {"amount":"700.00","currency":"AZN"}: a decimal string, never a number. In
/// Money's own namespace, so that it is found beside the to_json of any noun.
nlohmann::json to_json(const Money& money);

}  // namespace relief

namespace relief::api {

/// An entry as callers read it: {"on", "lines":[{"account","place"?,"fund","item","amount"}…]}.
/// Records carry minor units, and the currency only where no place tells it; callers needn't know.
nlohmann::json written_out(const Entry& entry);

/// A body as JSON, strictly: UTF-8, each name once in its object, 16 levels at most.
/// Throws Error{malformed}.
nlohmann::json parse_json(std::string_view body);

}  // namespace relief::api
