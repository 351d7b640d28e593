#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace relief {

/// Fills the span with unpredictable bytes. Passed in, so that a test can make every byte of a
/// record known; the program's own is people/entropy.
using Entropy = std::function<void(std::span<unsigned char>)>;

/// `count` bytes of `entropy`.
inline std::string random_bytes(const Entropy& entropy, std::size_t count) {
  std::string bytes(count, '\0');
  entropy({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

}  // namespace relief
