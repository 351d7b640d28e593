#include "ledger/storage/copy_rows.h"

#include <chrono>
#include <type_traits>
#include <vector>

namespace relief::storage {
namespace {

/// PostgreSQL counts its days and its microseconds from here.
constexpr Date epoch{std::chrono::year{2000} / 1 / 1};

template <class Integer>
void write_at(std::string& bytes, std::size_t at, Integer number) {
  auto rest = static_cast<std::make_unsigned_t<Integer>>(number);
  for (auto i = sizeof(Integer); i-- > 0;) {
    bytes[at + i] = static_cast<char>(rest & 0xffU);
    rest = static_cast<decltype(rest)>(rest >> 8U);
  }
}

/// The digits that a numeric has, to the base of 10,000, the most significant first.
std::vector<std::int16_t> digits_of(std::string_view decimal) {
  constexpr std::size_t group = 4;
  std::vector<std::int16_t> digits;
  for (std::size_t from = 0; from < decimal.size();) {
    const auto left = (decimal.size() - from) % group;
    const auto part = decimal.substr(from, left == 0 ? group : left);
    std::int16_t digit = 0;
    for (const char c : part) digit = static_cast<std::int16_t>(digit * 10 + (c - '0'));
    digits.push_back(digit);
    from += part.size();
  }
  return digits;
}

}  // namespace

std::string_view CopyRows::header() { return {"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19}; }

std::string_view CopyRows::trailer() { return "\377\377"; }

template <class Integer>
void CopyRows::append(Integer number) {
  bytes_.resize(bytes_.size() + sizeof number);
  write_at(bytes_, bytes_.size() - sizeof number, number);
}

void CopyRows::begin_field(std::size_t size) {
  if (fields_++ == 0) {
    row_ = bytes_.size();
    append(std::int16_t{0});
  }
  append(static_cast<std::int32_t>(size));
}

CopyRows& CopyRows::add(std::string_view bytes) {
  begin_field(bytes.size());
  bytes_.append(bytes);
  return *this;
}

CopyRows& CopyRows::add(std::int32_t number) {
  begin_field(sizeof number);
  append(number);
  return *this;
}

CopyRows& CopyRows::add(std::uint64_t number) {
  begin_field(sizeof number);
  append(number);
  return *this;
}

CopyRows& CopyRows::add(Date day) { return add(static_cast<std::int32_t>((day - epoch).count())); }

CopyRows& CopyRows::add(Instant moment) {
  const auto since = std::chrono::microseconds{moment - epoch}.count();
  begin_field(sizeof since);
  append(since);
  return *this;
}

CopyRows& CopyRows::add(const Money::Units& units) {
  const auto text = units.str();
  const bool is_negative = text.front() == '-';
  const auto digits = digits_of(std::string_view{text}.substr(is_negative ? 1 : 0));
  begin_field(sizeof(std::int16_t) * (4 + digits.size()));
  append(static_cast<std::int16_t>(digits.size()));
  append(static_cast<std::int16_t>(digits.size() - 1));  // The weight of the first.
  append(static_cast<std::int16_t>(is_negative ? 0x4000 : 0));
  append(std::int16_t{0});  // No decimals.
  for (const auto digit : digits) append(digit);
  return *this;
}

void CopyRows::end_row() {
  write_at(bytes_, row_, fields_);
  fields_ = 0;
}

}  // namespace relief::storage
