#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relief {

/// `n` bytes that are always the same for one key, purpose and message, and look random to whoever
/// hasn't the key: HKDF-SHA-256 (RFC 5869) with the key as salt, the message as input and the
/// purpose as info, so that no two triples run together. None of them is empty; purposes are
/// shorter than 1 KiB; n is 1 to 8160. It gives a new thing the same opaque identifier when its
/// statement is drafted and when it is acted on.
std::string derive_bytes(std::string_view server_key, std::string_view purpose,
                         std::string_view message, std::size_t n);

}  // namespace relief
