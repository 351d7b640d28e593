#include "ledger/aid/check_digits.h"

namespace relief {

int remainder_by_97(std::string_view digits_and_capitals) {
  int remainder = 0;
  for (const char c : digits_and_capitals) {
    const bool is_digit = c <= '9';
    const int value = is_digit ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (is_digit ? 10 : 100) + value) % 97;
  }
  return remainder;
}

}  // namespace relief
