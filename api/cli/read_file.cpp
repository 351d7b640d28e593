#include "api/cli/read_file.h"

#include <fstream>
#include <iterator>

#include "ledger/base/error.h"

namespace relief::cli {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  require(file.good(), Errc::unavailable, "a file that was named can't be read");
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace relief::cli
