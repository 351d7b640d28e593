#pragma once

#include <string>
#include <string_view>

namespace relief {

/// HMAC-SHA-256 (RFC 2104): 32 bytes. The key isn't empty.
std::string hmac_sha256(std::string_view key, std::string_view message);

/// Whether two texts are equal, in a time that depends on their lengths only.
bool equal_bytes(std::string_view a, std::string_view b);

}  // namespace relief
