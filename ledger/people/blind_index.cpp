#include "ledger/people/blind_index.h"

#include "ledger/people/hmac.h"

namespace relief {

std::string blind_index(const IndexKey& key, std::string_view kind, std::string_view normalised) {
  ensure(!kind.empty() && kind.find('\0') == std::string_view::npos,
         "the kind of a blind index is a word");
  std::string message{kind};
  message += '\0';
  message += normalised;
  auto index = hmac_sha256(key.bytes(), message);
  cleanse(message);
  return index;
}

std::string normalise_fin(std::string_view fin) {
  constexpr std::string_view digits = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::string normalised{fin.substr(0, 8)};
  // ASCII alone, whatever the locale: in Azerbaijani the capital of i is İ, which no code has.
  for (char& c : normalised) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  require(normalised.size() == 7 && normalised.find_first_not_of(digits) == std::string::npos,
          Errc::malformed, "a personal code has seven letters and digits, without I and O");
  return normalised;
}

}  // namespace relief
