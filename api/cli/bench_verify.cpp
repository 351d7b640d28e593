#include "api/cli/bench_house.h"
#include "api/cli/peak_memory.h"
#include "api/cli/stopwatch.h"
#include "ledger/audit/export.h"
#include "ledger/audit/verify.h"
#include "ledger/base/error.h"

namespace relief::cli {
/// P5: a bundle verified, beside hashing the same bytes; both in processor time, so per core.
std::vector<Bar> bench_verify(const BenchOptions& options) {
  BenchHouse house{options};
  house.import_history(options.entries);
  const auto bundle = house.folder() / "bundle.tar";
  audit::write_bundle(house.house().context().database, bundle);
  const auto policy = audit::parse_policy(house.house().policy());
  const PeakMemory memory;
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
  conditions["memory_bytes"] = memory.bytes();
  return {{.bar = "P5",
           .value = used,
           .unit = "s of processor time",
           .yardstick = "sha256sum of the same bytes",
           .yardstick_value = processor_seconds_of("/usr/bin/sha256sum", {bundle.string()}),
           .target = 6,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
