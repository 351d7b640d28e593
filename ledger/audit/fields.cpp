#include "ledger/audit/fields.h"

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief::audit {

std::string Fields::text(const char* name) const {
  auto text = text_if_any(name);
  require(!text.empty(), Errc::malformed, "a field of the record is missing or empty");
  return text;
}

std::string Fields::text_if_any(const char* name) const {
  const auto field = json_.find(name);
  if (field == json_.end()) return {};
  require(field->is_string(), Errc::malformed, "a field of the record isn't a text");
  return field->get<std::string>();
}

std::uint64_t Fields::number(const char* name) const {
  const auto field = json_.find(name);
  require(field != json_.end() && field->is_number_unsigned(), Errc::malformed,
          "a field of the record isn't a number");
  return field->get<std::uint64_t>();
}

Money Fields::money(const char* name) const {
  return Money::of_units(text(name), currency(text("currency")));
}

Hash Fields::hash(const char* name) const {
  const auto bytes = from_base64url(text(name));
  require(bytes.has_value(), Errc::malformed, "a field of the record isn't base64url");
  return hash_of(*bytes);
}

}  // namespace relief::audit
