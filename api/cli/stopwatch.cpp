#include "api/cli/stopwatch.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ledger/base/descriptor.h"
#include "ledger/base/error.h"
#include "ledger/storage/program.h"

namespace relief::cli {
namespace {

double seconds_of(int whose) {
  constexpr double microseconds = 1e6;
  rusage usage{};
  getrusage(whose, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / microseconds;
}

}  // namespace

double processor_seconds_of_self() { return seconds_of(RUSAGE_SELF); }

double processor_seconds_of(const std::filesystem::path& program,
                            const std::vector<std::string>& arguments) {
  const auto folder = open_file("/", O_RDONLY | O_DIRECTORY);
  const auto nowhere = open_file("/dev/null", O_WRONLY);
  const auto before = seconds_of(RUSAGE_CHILDREN);
  require(storage::run_program(program, arguments, {.user = geteuid(), .group = getegid()},
                               folder.number(), nowhere.number()),
          Errc::unavailable, "a program to compare with can't be run here");
  return seconds_of(RUSAGE_CHILDREN) - before;
}

}  // namespace relief::cli
