#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <span>
#include <string>
#include <string_view>

namespace relief::reconciliation {

/// No file of a bank is longer: a month of a large account takes a tenth of it.
inline constexpr std::size_t max_file_bytes = std::size_t{128} * 1024 * 1024;

/// Where a file's bytes come from, a piece at a time: fills its span from the front and answers how
/// many there were, 0 at the end.
using Bytes = std::function<std::size_t(std::span<char>)>;

/// Those of a text, which must outlive them.
Bytes bytes_of(std::string_view text);

/// Those of a stream, which must outlive them.
Bytes bytes_of(std::istream& stream);

/// The first `size` bytes, or all where there are fewer; `bytes` still begin with them.
std::string peek(Bytes& bytes, std::size_t size);

}  // namespace relief::reconciliation
