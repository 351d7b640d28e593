#pragma once

#include <string_view>

namespace relief {

/// The text of rulebooks/azerbaijan.toml, embedded when the program is built. A fund adopts it, or
/// its own, by signature.
std::string_view azerbaijan_rulebook();

}  // namespace relief
