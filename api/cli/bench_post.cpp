#include <atomic>
#include <thread>

#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "ledger/cases/announce_receipt.h"

namespace relief::cli {
namespace {

constexpr int posters = 8;

/// Gifts that are announced through the writer in a second, by several threads at once.
double posting_rate(BenchHouse& house, int seconds) {
  const auto& scene = house.scene();
  const NewGift gift{.donor = std::nullopt,
                     .anonymous = false,
                     .source = "contribution",
                     .amount = Money::parse("10.00", currency("AZN")),
                     .received_on = day_in_baku(house.calls().now()),
                     .place = PlaceId{scene.gifts.id},
                     .fund = FundId{scene.general},
                     .evidence = {{.kind = "bank_reference",
                                   .reference = "SINAQ-1",
                                   .date = day_in_baku(house.calls().now()),
                                   .sha256 = std::nullopt}}};
  const Actor actor{.person = PersonId{scene.administrators[0].id}, .role = Role::administrator};
  auto& context = house.house().context();
  std::atomic<bool> over = false;
  std::atomic<std::size_t> posted = 0;
  std::vector<std::thread> threads;
  threads.reserve(posters);
  const Stopwatch watch;
  for (int i = 0; i < posters; ++i) {
    threads.emplace_back([&] {
      while (!over) {
        commit(context, {.actor = actor,
                         .decide = [&gift](Work& work) { return announce_receipt(work, gift); }});
        ++posted;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds{seconds});
  over = true;
  for (auto& thread : threads) thread.join();
  return static_cast<double>(posted) / watch.seconds();
}

}  // namespace

/// P7: the rate of posting on grown books, beside that on empty ones.
std::vector<Bar> bench_post(const BenchOptions& options) {
  BenchHouse grown{options};
  grown.import_history(options.entries);
  const auto on_grown = posting_rate(grown, options.seconds);
  BenchHouse empty{options};
  auto conditions = conditions_here();
  conditions["entries"] = options.entries;
  conditions["threads"] = posters;
  return {{.bar = "P7",
           .value = on_grown,
           .unit = "entries/s",
           .yardstick = "the same on empty books",
           .yardstick_value = posting_rate(empty, options.seconds),
           .target = 0.9,
           .conditions = conditions}};
}

}  // namespace relief::cli
