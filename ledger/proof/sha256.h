#pragma once

#include <array>
#include <initializer_list>
#include <string_view>

namespace relief {

/// A SHA-256 hash: 32 bytes.
using Hash = std::array<unsigned char, 32>;

Hash sha256(std::string_view bytes);

/// The hash of the parts, one after the other.
Hash sha256_of(std::initializer_list<std::string_view> parts);

/// The hash's bytes, seen where they are: the view lives no longer than the hash.
inline std::string_view as_bytes(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
std::string_view as_bytes(Hash&&) = delete;

/// Throws Error{malformed} unless there are 32 bytes.
Hash hash_of(std::string_view bytes);

}  // namespace relief
