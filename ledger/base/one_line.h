#pragma once

#include <string_view>

namespace relief {

/// Whether UTF-8 text is one line that reads as it is written: without control characters (C0, DEL,
/// C1), line and paragraph separators, spaces of no width, and the characters that turn the
/// direction of what follows: they make a name look like another one. (Letters of some scripts need
/// the joiners U+200C and U+200D.)
bool is_one_line(std::string_view utf8);

}  // namespace relief
