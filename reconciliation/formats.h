#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// No file of a bank is longer: a month of a large account takes a tenth of it.
inline constexpr std::size_t max_file_bytes = std::size_t{128} * 1024 * 1024;

/// How much of a file `format_of` looks at.
inline constexpr std::size_t head_bytes = 4096;

/// One kind of file that banks send. A new format is one new file and one new row in formats.cpp.
struct Format {
  std::string_view name;
  bool (*recognises)(std::string_view head);
  Reading (*read)(std::string_view bytes);  ///< Never throws for what the bytes are.
};

std::span<const Format> formats();

/// The format of a file, by how it begins, or null where none is at home in it.
const Format* format_of(std::string_view bytes);

/// The format of that name, or null.
const Format* format_named(std::string_view name);

}  // namespace relief::reconciliation
