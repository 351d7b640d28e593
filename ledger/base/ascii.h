#pragma once

#include <string>
#include <string_view>

namespace relief {

/// Classes of characters by ASCII alone: formats and identifiers mean these, never a locale's.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

/// The text without the spaces and tabs at its ends.
inline std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return std::string{text.substr(from, text.find_last_not_of(blanks) - from + 1)};
}

}  // namespace relief
