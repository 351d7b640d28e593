#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace relief {

/// The limits of the profile, for those who write records near them.
constexpr std::size_t longest_canonical_bytes = 60'000;
constexpr std::size_t deepest_canonical_level = 8;

/// A value's one spelling in bytes: RFC 8785 (JCS) in the profile of every record and statement.
/// Keys [a-z][a-z0-9_]{0,31}; strings of valid UTF-8, booleans, integers of at most 15 digits,
/// arrays, objects; 8 levels; 60,000 bytes. No floats and no null, so none of JCS's traps
/// (UTF-16 key order, printing of doubles) can be reached.
/// Throws: Error{malformed} for a value outside the profile.
std::string canonical(const nlohmann::json& value);

/// The value that has exactly these canonical bytes.
/// Throws: Error{malformed} for any other bytes, duplicate keys and other spellings among them.
nlohmann::json parse_canonical(std::string_view bytes);

}  // namespace relief
