#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace relief::cli {

/// Runs a program of the system in a folder of ours; answers what it printed.
/// Throws: Error{unavailable} where it can't be run, or ends badly.
std::string printed_by(const std::filesystem::path& program,
                       const std::vector<std::string>& arguments,
                       const std::filesystem::path& folder);

}  // namespace relief::cli
