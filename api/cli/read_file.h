#pragma once

#include <filesystem>
#include <string>

namespace relief::cli {

/// All bytes of a file that the caller named. Throws Error{unavailable} where it can't be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace relief::cli
