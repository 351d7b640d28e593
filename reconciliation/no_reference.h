#pragma once

#include <string_view>

namespace relief::reconciliation {

/// Whether a field for a reference holds none. Banks must write something where the orderer gave
/// nothing: "NOTPROVIDED" in ISO 20022, "NONREF" in SWIFT's messages, and either in tables.
constexpr bool says_nothing(std::string_view reference) {
  return reference.empty() || reference == "NOTPROVIDED" || reference == "NOT PROVIDED" ||
         reference == "NONREF";
}

}  // namespace relief::reconciliation
