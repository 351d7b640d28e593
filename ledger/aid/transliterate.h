#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relief {

/// A text in capitals of the character set that banks' messages carry (SWIFT's X): letters of
/// Azerbaijani and of other Latin alphabets lose their marks (ə becomes E, and both i and ı become
/// I), quotation marks become apostrophes, other marks and runs of spaces become one space.
/// Nothing for a text with a letter of another script or without any letter or digit: whoever
/// knows the account's holder must spell him as the bank does.
std::optional<std::string> transliterated(std::string_view utf8);

}  // namespace relief
