#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relief {

/// Bytes as text, and back. The decoders are strict: they take only what their encoder writes, so
/// that one value has one spelling, and answer nothing for anything else.

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// from_hex() for what the program itself wrote. Throws InvariantBroken for anything else.
std::string bytes_of_hex(std::string_view text);

/// RFC 4648 section 4, padded: what C2SP formats use.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

/// RFC 4648 section 5 without padding: what records use.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 section 6 in lower case without padding: what identifiers use.
std::string to_base32(std::string_view bytes);

/// Whether the bytes are valid UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

/// The number of characters (code points) of valid UTF-8.
std::size_t characters_of(std::string_view utf8);

}  // namespace relief
