#pragma once

#include <string_view>

namespace relief {

/// The remainder by 97 of a text of digits and capital letters, where A is 10 and Z is 35: the
/// pure system MOD 97-10 of ISO 7064. An IBAN or a creditor reference, its first four characters
/// moved to the end, is right when the remainder is 1.
int remainder_by_97(std::string_view digits_and_capitals);

}  // namespace relief
