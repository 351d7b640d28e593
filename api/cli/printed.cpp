#include "api/cli/printed.h"

#include <fcntl.h>
#include <unistd.h>

#include "api/cli/read_file.h"
#include "ledger/base/descriptor.h"
#include "ledger/base/error.h"
#include "ledger/storage/program.h"

namespace relief::cli {

std::string printed_by(const std::filesystem::path& program,
                       const std::vector<std::string>& arguments,
                       const std::filesystem::path& folder) {
  const auto output = folder / (program.filename().string() + ".out");
  const auto entry = open_file(folder, O_RDONLY | O_DIRECTORY);
  const auto log = open_file(output, O_WRONLY | O_CREAT | O_TRUNC);
  require(storage::run_program(program, arguments, {.user = geteuid(), .group = getegid()},
                               entry.number(), log.number()),
          Errc::unavailable, program.filename().string() + " can't be run here");
  return read_file(output);
}

}  // namespace relief::cli
