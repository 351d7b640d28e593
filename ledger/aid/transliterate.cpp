#include "ledger/aid/transliterate.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "ledger/base/text.h"

namespace relief {
namespace {

struct Respelling {
  std::string_view latin;    ///< What the bank reads.
  std::string_view written;  ///< The characters that become it, one after the other.
};

constexpr std::array respellings{
    Respelling{"E", "ƏəÉÈÊËĒĖĘĚéèêëēėęě"},
    Respelling{"G", "ĞğĢģ"},
    Respelling{"I", "İıÍÌÎÏĪĮíìîïīį"},
    Respelling{"O", "ÖöÓÒÔÕØŐóòôõøő"},
    Respelling{"S", "ŞşȘșŚŠśš"},
    Respelling{"U", "ÜüÚÙÛŪŮŰŲúùûūůűų"},
    Respelling{"C", "ÇçĆČćč"},
    Respelling{"A", "ÁÀÂÃÄÅĀĂĄáàâãäåāăą"},
    Respelling{"D", "ĎĐďđ"},
    Respelling{"K", "Ķķ"},
    Respelling{"L", "ĹĻĽŁĺļľł"},
    Respelling{"N", "ÑŃŅŇñńņň"},
    Respelling{"R", "ŔŘŕř"},
    Respelling{"T", "ŢŤȚţťț"},
    Respelling{"Y", "ÝŸýÿ"},
    Respelling{"Z", "ŹŻŽźżž"},
    Respelling{"SS", "ß"},
    Respelling{"AE", "Ææ"},
    Respelling{"'", "‘’ʼ`´"},
    Respelling{"-", "‐‑–—"},
    Respelling{" ", "\u00a0"},
};

/// How many bytes the character takes that starts with `first`, in valid UTF-8.
std::size_t width_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

bool holds(std::string_view characters, std::string_view one) {
  for (std::size_t at = 0; at < characters.size(); at += width_of(characters[at])) {
    if (characters.substr(at, width_of(characters[at])) == one) return true;
  }
  return false;
}

bool is_letter_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string ascii(char c) {
  constexpr std::string_view marks = "/-?:().,'+";
  const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const bool stays = is_letter_or_digit(upper) || marks.find(c) != marks.npos;
  return {stays ? upper : ' '};
}

std::optional<std::string> respelled(std::string_view character) {
  if (character.size() == 1) return ascii(character.front());
  const auto row = std::ranges::find_if(
      respellings, [&](const Respelling& one) { return holds(one.written, character); });
  if (row == respellings.end()) return std::nullopt;
  return std::string{row->latin};
}

/// Without spaces at its ends or two in a row.
std::string tidied(std::string_view text) {
  std::string tidy;
  for (const char c : text) {
    if (c != ' ' || (!tidy.empty() && tidy.back() != ' ')) tidy += c;
  }
  if (tidy.ends_with(' ')) tidy.pop_back();
  return tidy;
}

}  // namespace

std::optional<std::string> transliterated(std::string_view utf8) {
  if (!is_utf8(utf8)) return std::nullopt;
  std::string text;
  for (std::size_t at = 0; at < utf8.size(); at += width_of(utf8[at])) {
    const auto latin = respelled(utf8.substr(at, width_of(utf8[at])));
    if (!latin) return std::nullopt;
    text += *latin;
  }
  text = tidied(text);
  if (std::ranges::none_of(text, is_letter_or_digit)) return std::nullopt;
  return text;
}

}  // namespace relief
