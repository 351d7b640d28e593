#pragma once

#include <string_view>

namespace relief {

/// Whether UTF-8 text is one line that reads as it is written: without control characters (C0, DEL,
/// C1), line and paragraph separators, and the characters that turn the direction of what follows,
/// which make a name look like another one.
bool is_one_line(std::string_view utf8);

}  // namespace relief
