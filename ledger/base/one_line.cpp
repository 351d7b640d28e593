#include "ledger/base/one_line.h"

#include <cstddef>

namespace relief {
namespace {

/// What UTF-8 writes in two bytes: C1 as C2 80 to C2 9F, and the Arabic letter mark.
bool is_unseen(unsigned char first, unsigned char second) {
  return (first == 0xc2 && second < 0xa0) || (first == 0xd8 && second == 0x9c);
}

/// In three bytes: U+200B, U+200E and U+200F, U+2028 to U+202E, U+2060, U+2066 to U+2069, U+FEFF.
bool is_unseen(unsigned char first, unsigned char second, unsigned char third) {
  if (first == 0xef) return second == 0xbb && third == 0xbf;
  if (first != 0xe2) return false;
  if (second == 0x80) {
    return third == 0x8b || third == 0x8e || third == 0x8f || (third >= 0xa8 && third <= 0xae);
  }
  return second == 0x81 && (third == 0xa0 || (third >= 0xa6 && third <= 0xa9));
}

}  // namespace

bool is_one_line(std::string_view utf8) {
  const auto byte = [&](std::size_t i) {
    return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : static_cast<unsigned char>(' ');
  };
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (byte(i) < 0x20 || byte(i) == 0x7f) return false;
    if (is_unseen(byte(i), byte(i + 1)) || is_unseen(byte(i), byte(i + 1), byte(i + 2))) {
      return false;
    }
  }
  return true;
}

}  // namespace relief
