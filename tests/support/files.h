#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace relief::test {

/// The whole of a file, or nothing where there is none.
inline std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// The folder of public vectors and samples that may stand beside the checkout; a test that needs
/// it skips, and says so, where it is absent.
inline std::filesystem::path shared_folder() {
  return std::filesystem::path{RELIEF_SOURCE_DIR}.parent_path() / "shared";
}

}  // namespace relief::test
