#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace relief {

template <class Enum>
struct Name {
  Enum value;
  std::string_view text;
};

/// The texts of an enum's values, as SQL, records and JSON spell them. One table, beside the enum.
template <class Enum, std::size_t N>
struct Names {
  std::array<Name<Enum>, N> rows;

  [[nodiscard]] constexpr std::string_view text(Enum value) const {
    const auto row = std::ranges::find(rows, value, &Name<Enum>::value);
    ensure(row != rows.end(), "every value of an enum has a name");
    return row->text;
  }

  [[nodiscard]] constexpr bool has(std::string_view text) const {
    return std::ranges::find(rows, text, &Name<Enum>::text) != rows.end();
  }

  /// Throws Error{malformed} for a text that names no value.
  [[nodiscard]] constexpr Enum value(std::string_view text) const {
    const auto row = std::ranges::find(rows, text, &Name<Enum>::text);
    require(row != rows.end(), Errc::malformed, "this word isn't one of those allowed here");
    return row->value;
  }
};

template <class Enum, std::size_t N>
constexpr Names<Enum, N> names(const Name<Enum> (&rows)[N]) {
  return {std::to_array(rows)};
}

}  // namespace relief
