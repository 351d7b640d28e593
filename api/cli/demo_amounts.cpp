#include "api/cli/demo_amounts.h"

#include <string>

namespace relief::cli {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

Money money_of(const nlohmann::json& json) {
  return Money::parse(json.at("amount").get<std::string>(),
                      currency(json.at("currency").get<std::string>()));
}

}  // namespace relief::cli
