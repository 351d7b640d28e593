#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace relief {

/// Who a person of a case is, as far as anybody knows: some have no document at all. It lives in
/// the vault only, sealed under the person's own key.
struct Identity {
  std::optional<std::string> given_name;
  std::optional<std::string> family_name;
  std::optional<std::string> fin;         ///< The personal code, as normalise_fin writes it.
  std::optional<std::string> birth_date;  ///< An ISO date.
  std::optional<std::string> document;
  std::optional<std::string> phone;

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// The identity in a request's body. Each field may be absent; a text has 1 to 200 characters
/// without control characters. Throws Error{malformed} at "/identity/…", the field at fault.
Identity parse_identity(const nlohmann::json& body);

/// The identity as the JSON text that is sealed, and back. Throws InvariantBroken for a text that
/// isn't one of ours.
std::string to_sealed_text(const Identity& identity);
Identity from_sealed_text(std::string_view text);

}  // namespace relief
