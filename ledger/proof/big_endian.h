#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace relief {

/// The number in 8 bytes, the most significant first.
inline std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8U) {
    *byte = static_cast<char>(number & 0xffU);
  }
  return bytes;
}

/// The number in at most 8 such bytes.
constexpr std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

}  // namespace relief
