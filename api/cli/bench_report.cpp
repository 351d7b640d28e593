#include <algorithm>

#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "reports/reports.h"

namespace relief::cli {
namespace {

/// The median time of a trial balance at a day in the middle of the history, in seconds.
double trial_balance_time(BenchHouse& house) {
  constexpr int times = 201;  // Each takes a millisecond or less.
  reports::Parameters parameters;
  parameters.as_of = parse_date("2024-05-20");
  std::vector<double> all;
  for (int i = 0; i < times; ++i) {
    const Stopwatch watch;
    house.house().context().database.read([&](storage::Transaction& tx) {
      const auto table = reports::run(tx, reports::find_report("trial-balance"), parameters);
      require(!table.rows.empty(), Errc::refused, "the trial balance to be measured is empty");
      return true;
    });
    all.push_back(watch.seconds());
  }
  std::ranges::sort(all);
  return all[times / 2];
}

double time_with(const BenchOptions& options, std::size_t entries) {
  BenchHouse house{options};
  house.import_history(entries);
  return trial_balance_time(house);
}

}  // namespace

/// P6: what ten times as many postings cost a trial balance at a past day.
std::vector<Bar> bench_report(const BenchOptions& options) {
  constexpr std::size_t growth = 10;
  auto conditions = conditions_here();
  conditions["postings"] = 2 * options.entries;
  return {{.bar = "P6",
           .value = time_with(options, options.entries),
           .unit = "s",
           .yardstick = "the same with a tenth of the postings",
           .yardstick_value = time_with(options, options.entries / growth),
           .target = 1.3,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
