#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "ledger/money/money.h"

namespace relief::cli {

/// "700.00": so many manat.
Money azn(std::string_view decimal);

/// Money as the API tells it: {"amount": "700.00", "currency": "AZN"}.
Money money_of(const nlohmann::json& json);

}  // namespace relief::cli
