#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/proof/sha256.h"

namespace relief {

/// The pieces that C2SP's text formats share.

/// The largest size, index or time of any log: C2SP counts in 63 bits.
constexpr std::uint64_t largest_count = (std::uint64_t{1} << 63U) - 1;

/// Cuts the first line off `rest` and returns it without its newline.
/// Throws: Error{malformed} where no newline is left.
std::string_view take_line(std::string_view& rest);

/// Cuts `prefix` off `line`. Throws: Error{malformed} where the line starts with something else.
std::string_view after(std::string_view prefix, std::string_view line);

/// A count in decimal without sign or leading zeros, at most largest_count.
/// Throws: Error{malformed} for anything else.
std::uint64_t parse_count(std::string_view digits);

/// A hash in padded base64. Throws: Error{malformed} for anything else.
Hash parse_hash(std::string_view base64);

/// Whether the bytes are UTF-8 without control characters but newlines, as signed-note demands.
bool is_note_text(std::string_view bytes);

}  // namespace relief
