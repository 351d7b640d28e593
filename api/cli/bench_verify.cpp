#include <fcntl.h>
#include <unistd.h>

#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "ledger/audit/export.h"
#include "ledger/audit/verify.h"
#include "ledger/base/error.h"
#include "ledger/storage/descriptor.h"
#include "ledger/storage/program.h"

namespace relief::cli {
namespace {

/// Processor seconds that sha256sum needs for a file.
double sha256sum(const std::filesystem::path& file) {
  const storage::Descriptor folder{
      ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  const storage::Descriptor log{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
  const auto before = processor_seconds_of_children();
  require(
      storage::run_program("/usr/bin/sha256sum", {file.string()},
                           {.user = geteuid(), .group = getegid()}, folder.number(), log.number()),
      Errc::unavailable, "sha256sum can't be run here");
  return processor_seconds_of_children() - before;
}

}  // namespace

/// P5: a bundle verified, beside hashing the same bytes; both in processor time, so per core.
std::vector<Bar> bench_verify(const BenchOptions& options) {
  BenchHouse house{options};
  house.import_history(options.entries);
  const auto bundle = house.folder() / "bundle.tar";
  audit::write_bundle(house.house().context().database, bundle);
  const auto policy = audit::parse_policy(house.house().policy());
  const auto before = processor_seconds_of_self();
  const Stopwatch watch;
  const auto verdict = audit::verify_bundle(bundle, policy);
  const auto seconds = watch.seconds();
  const auto used = processor_seconds_of_self() - before;
  require(verdict.holds(), Errc::refused, "the bundle to be measured isn't valid");
  auto conditions = conditions_here();
  conditions["entries"] = options.entries;
  conditions["bytes"] = std::filesystem::file_size(bundle);
  conditions["elapsed_s"] = seconds;
  return {{.bar = "P5",
           .value = used,
           .unit = "s of processor time",
           .yardstick = "sha256sum of the same bytes",
           .yardstick_value = sha256sum(bundle),
           .target = 6,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
