#include "ledger/proof/lines.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {

std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  require(end != std::string_view::npos, Errc::malformed, "a line or its end is missing");
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::string_view after(std::string_view prefix, std::string_view line) {
  require(line.starts_with(prefix), Errc::malformed, "a line doesn't start as its format demands");
  return line.substr(prefix.size());
}

std::uint64_t parse_count(std::string_view digits) {
  std::uint64_t count = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, count);
  require(error == std::errc{} && stop == end && count <= largest_count &&
              (digits == "0" || digits.front() != '0'),
          Errc::malformed, "a count is a decimal number below 2^63 without leading zeros");
  return count;
}

Hash parse_hash(std::string_view base64) {
  const auto bytes = from_base64(base64);
  require(bytes && bytes->size() == sizeof(Hash), Errc::malformed,
          "a hash is 32 bytes in padded base64");
  return hash_of(*bytes);
}

bool is_note_text(std::string_view bytes) {
  const auto allowed = [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n'; };
  return is_utf8(bytes) && std::ranges::all_of(bytes, allowed);
}

}  // namespace relief
