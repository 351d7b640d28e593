#include "reconciliation/match_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace relief::reconciliation {
namespace {

constexpr char32_t unknown = 0xFFFD;

/// Takes the next character off the front of a text; `unknown` for bytes that are none.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (more == 0 || first > 0xF4 || text.size() < more) return unknown;
  char32_t character = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return unknown;
    character = (character << 6U) | (next & 0x3FU);
  }
  text.remove_prefix(more);
  return character;
}

bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x45F; }

char32_t small_cyrillic(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  return c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

/// The Latin capital that a small Cyrillic letter's capital looks like, or 0.
char look_of(char32_t small) {
  constexpr std::u32string_view cyrillic = U"авекмнорстухіјѕ";
  constexpr std::string_view latin = "ABEKMHOPCTYXIJS";
  const auto at = cyrillic.find(small);
  return at == cyrillic.npos ? '\0' : latin[at];
}

/// How a small Cyrillic letter is written in Latin letters.
std::string_view latin_of(char32_t small) {
  constexpr std::u32string_view cyrillic = U"абвгдежзийклмнопрстуфхцчшщыэюяёіј";
  static constexpr std::string_view latin[] = {
      "a", "b", "v", "g", "d", "e", "j",  "z",  "i",  "i", "k", "l",  "m",  "n",  "o", "p", "r",
      "s", "t", "u", "f", "x", "s", "ch", "sh", "sh", "i", "e", "iu", "ia", "io", "i", "i"};
  const auto at = cyrillic.find(small);
  return at == cyrillic.npos ? std::string_view{} : latin[at];
}

/// The small letter that a Latin letter with marks is made from; ' ' for no letter.
char base_of(char32_t c) {
  constexpr char32_t first = 0xC0;
  constexpr std::string_view bases =
      "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  static_assert(bases.size() == 0x180 - first);
  if (c == 0x18F || c == 0x259) return 'a';  // The schwa of Azerbaijani.
  if (c < first || c >= first + bases.size()) return ' ';
  return bases[c - first];
}

/// A full-width letter or digit as an ordinary one.
char32_t narrow(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }

/// A word, before it is known how it sounds.
using Letters = std::u32string;

/// Whether a word has letters of both alphabets: whoever wrote it has Cyrillic ones in mind or on
/// the keyboard, and means Latin.
bool is_mixed(const Letters& letters) {
  const auto is_latin = [](char32_t c) { return !is_cyrillic(c) && c != unknown; };
  return std::ranges::any_of(letters, is_latin) && std::ranges::any_of(letters, is_cyrillic);
}

std::string spell(const Letters& letters, bool means_latin) {
  std::string word;
  for (const char32_t c : letters) {
    if (c == unknown) {
      word += '?';
    } else if (c < 0x80) {
      word += static_cast<char>(c);
    } else if (!is_cyrillic(c)) {
      word += base_of(c);
    } else if (const char look = look_of(c); means_latin && look != '\0') {
      word += static_cast<char>(look - 'A' + 'a');
    } else {
      word += latin_of(c);
    }
  }
  return word;
}

struct Sound {
  std::string_view letters;
  char sound;
};

/// Spellings of one sound in Azerbaijani, English, Russian and Turkish habits; longer ones first.
constexpr Sound spellings[] = {
    {"dzh", 'c'}, {"sh", 's'}, {"ch", 'c'}, {"kh", 'h'}, {"gh", 'g'}, {"zh", 'c'}, {"dj", 'c'},
    {"e", 'a'},   {"y", 'i'},  {"w", 'v'},  {"q", 'g'},  {"x", 'h'},  {"j", 'c'},
};

std::string sound_of(const std::string& word) {
  std::string sound;
  std::string_view rest = word;
  while (!rest.empty()) {
    const auto* found = std::ranges::find_if(
        spellings, [rest](const Sound& each) { return rest.starts_with(each.letters); });
    const bool is_plain = found == std::end(spellings);
    const char next = is_plain ? rest.front() : found->sound;
    rest.remove_prefix(is_plain ? 1 : found->letters.size());
    if (sound.empty() || sound.back() != next || next == '?') sound += next;
  }
  return sound;
}

/// The character as a part of a word, in small letters; 0 where it ends one, `unknown` for '?'.
char32_t letter_of(char32_t c) {
  if (c == '?' || c == unknown) return unknown;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
  if (c >= 'a' && c <= 'z') return c;
  if (is_cyrillic(c)) return small_cyrillic(c);
  return c >= 0x80 && base_of(c) != ' ' ? c : 0;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0x2BB || c == '`';
}

bool has_letter(const Letters& letters) {
  return std::ranges::any_of(letters, [](char32_t c) { return c != unknown; });
}

}  // namespace

std::string plain(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  while (!utf8.empty()) {
    const auto c = narrow(take_character(utf8));
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
      result += static_cast<char>(c);
    } else if (c >= 'a' && c <= 'z') {
      result += static_cast<char>(c - 'a' + 'A');
    } else if (c == 0x131) {
      result += 'I';  // The capital of a dotless i.
    } else if (is_cyrillic(c)) {
      if (const char look = look_of(small_cyrillic(c)); look != '\0') result += look;
    }
  }
  return result;
}

std::vector<std::string> sounds(std::string_view utf8) {
  std::vector<Letters> words(1);
  while (!utf8.empty()) {
    const auto c = narrow(take_character(utf8));
    if (is_apostrophe(c)) continue;
    if (const auto letter = letter_of(c); letter != 0) {
      words.back() += letter;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  const bool means_latin = std::ranges::any_of(words, is_mixed);
  std::vector<std::string> result;
  for (const auto& word : words) {
    if (has_letter(word)) result.push_back(sound_of(spell(word, means_latin)));
  }
  return result;
}

bool sounds_alike(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return x == y || x == '?' || y == '?'; });
}

}  // namespace relief::reconciliation
