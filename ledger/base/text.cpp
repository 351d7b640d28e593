#include "ledger/base/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32_digits = "abcdefghijklmnopqrstuvwxyz234567";

/// Groups of `bits` bits, most significant first, the last one filled with zeros.
std::string encode(std::string_view bytes, std::string_view digits, unsigned bits) {
  std::string text;
  std::uint32_t window = 0;
  unsigned held = 0;
  const std::uint32_t mask = (1U << bits) - 1;
  for (const char c : bytes) {
    window = (window << 8U) | static_cast<unsigned char>(c);
    held += 8;
    for (; held >= bits; held -= bits) text += digits[(window >> (held - bits)) & mask];
  }
  if (held > 0) text += digits[(window << (bits - held)) & mask];
  return text;
}

std::optional<std::string> decode64(std::string_view text, std::string_view digits) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t window = 0;
  unsigned held = 0;
  for (const char c : text) {
    const auto value = digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    window = (window << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((window >> held) & 0xffU);
  }
  if ((window & ((1U << held) - 1)) != 0)
    return std::nullopt;  // A second spelling of the same bytes.
  return bytes;
}

/// What the first two bytes of a UTF-8 sequence may be, by RFC 3629: that leaves out overlong
/// forms, surrogates and what lies beyond U+10FFFF.
struct Sequence {
  unsigned char first_low, first_high, second_low, second_high;
  std::size_t length;
};

constexpr std::array sequences{
    Sequence{0x00, 0x7f, 0x00, 0xff, 1}, Sequence{0xc2, 0xdf, 0x80, 0xbf, 2},
    Sequence{0xe0, 0xe0, 0xa0, 0xbf, 3}, Sequence{0xe1, 0xec, 0x80, 0xbf, 3},
    Sequence{0xed, 0xed, 0x80, 0x9f, 3}, Sequence{0xee, 0xef, 0x80, 0xbf, 3},
    Sequence{0xf0, 0xf0, 0x90, 0xbf, 4}, Sequence{0xf1, 0xf3, 0x80, 0xbf, 4},
    Sequence{0xf4, 0xf4, 0x80, 0x8f, 4},
};

bool continues(std::string_view tail) {
  return std::ranges::all_of(
      tail, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; });
}

/// The length of the UTF-8 sequence at the head of `bytes`, or 0 where there is none that is valid.
std::size_t sequence_length(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  for (const auto& [first_low, first_high, second_low, second_high, length] : sequences) {
    if (first < first_low || first > first_high) continue;
    if (length == 1) return 1;
    if (bytes.size() < length || !continues(bytes.substr(1, length - 1))) continue;
    const auto second = static_cast<unsigned char>(bytes[1]);
    if (second >= second_low && second <= second_high) return length;
  }
  return 0;
}

}  // namespace

std::string to_hex(std::string_view bytes) { return encode(bytes, hex_digits, 4); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = hex_digits.find(text[i]);
    const auto low = hex_digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string bytes_of_hex(std::string_view text) {
  auto bytes = from_hex(text);
  ensure(bytes.has_value(), "stored bytes come as hex");
  return *std::move(bytes);
}

std::string to_base64(std::string_view bytes) {
  auto text = encode(bytes, base64_digits, 6);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with('=')) text.remove_suffix(text.ends_with("==") ? 2 : 1);
  return decode64(text, base64_digits);
}

std::string to_base64url(std::string_view bytes) { return encode(bytes, base64url_digits, 6); }

std::optional<std::string> from_base64url(std::string_view text) {
  return decode64(text, base64url_digits);
}

std::string to_base32(std::string_view bytes) { return encode(bytes, base32_digits, 5); }

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::size_t characters_of(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return count;
}

}  // namespace relief
