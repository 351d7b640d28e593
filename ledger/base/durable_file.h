#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace relief {

/// Gives a file this content, whole or not at all, and returns once disk and folder keep it. Only
/// its owner may read it. Throws: Error{unavailable}; then the old content stands, unless the
/// folder couldn't be synced.
void write_durably(const std::filesystem::path& file, std::string_view bytes);

/// A file's content, or nothing where there is no such file: a file that can't be read is never
/// taken for one that isn't there. Throws: Error: unavailable; too_large for more than `most`.
std::optional<std::string> read_if_any(const std::filesystem::path& file, std::size_t most);

}  // namespace relief
