#include "api/cli/bench_house.h"
#include "api/cli/pgbench.h"

namespace relief::cli {

/// P1 and P2: history at full speed, all of it on one fund.
std::vector<Bar> bench_import(const BenchOptions& options) {
  BenchHouse house{options};
  const auto rate = static_cast<double>(options.entries) / house.import_history(options.entries);
  const Yardstick yardstick{
      .cluster = house.cluster(), .folder = house.folder(), .seconds = options.seconds};
  auto conditions = conditions_here();
  conditions["entries"] = options.entries;
  Bar fast{.bar = "P1",
           .value = rate,
           .unit = "entries/s",
           .yardstick = tpcb_name,
           .yardstick_value = yardstick.tpcb(),
           .target = 6,
           .conditions = conditions};
  Bar hot{.bar = "P2",
          .value = rate,
          .unit = "entries/s",
          .yardstick = "transfers that lock the rows of one hot account, -c 8",
          .yardstick_value = yardstick.row_locks(),
          .target = 30,
          .conditions = conditions};
  return {std::move(fast), std::move(hot)};
}

}  // namespace relief::cli
