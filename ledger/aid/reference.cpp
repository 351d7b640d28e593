#include "ledger/aid/reference.h"

#include <algorithm>
#include <cstddef>

#include "ledger/aid/check_digits.h"
#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view prefix = "RF";
constexpr std::size_t length = 16;
static_assert(symbols.size() == 32);

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// The next sixteen characters that aren't spaces, in capitals; fewer where the text ends.
std::string sixteen_at(std::string_view text) {
  std::string found;
  for (const char c : text) {
    if (is_space(c)) continue;
    // A character that no reference has ends the search early.
    if (symbols.find(upper(c)) == symbols.npos) break;
    found += upper(c);
    if (found.size() == length) break;
  }
  return found;
}

}  // namespace

std::string make_reference(std::string_view bytes16) {
  ensure(bytes16.size() == length, "a reference is made of 16 random bytes");
  std::string payload;
  for (const char byte : bytes16.substr(0, length - 4)) {
    payload += symbols[static_cast<unsigned char>(byte) % symbols.size()];
  }
  const int check = 98 - remainder_by_97(payload + "RF00");
  return std::string{prefix} + (check < 10 ? "0" : "") + std::to_string(check) + payload;
}

bool is_reference(std::string_view text) {
  if (text.size() != length || !text.starts_with(prefix)) return false;
  const auto check = text.substr(2, 2);
  const auto payload = text.substr(4);
  // 00, 01 and 99 are second spellings of 97, 98 and 02: the standard never writes them.
  return check.find_first_not_of(digits) == check.npos && check >= "02" && check <= "98" &&
         payload.find_first_not_of(symbols) == payload.npos &&
         remainder_by_97(std::string{payload} + std::string{text.substr(0, 4)}) == 1;
}

std::vector<std::string> references_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (upper(text[at]) != 'R') continue;
    auto candidate = sixteen_at(text.substr(at));
    if (!is_reference(candidate)) continue;
    if (std::ranges::find(found, candidate) == found.end()) found.push_back(std::move(candidate));
  }
  return found;
}

}  // namespace relief
