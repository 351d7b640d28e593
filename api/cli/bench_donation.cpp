#include <algorithm>
#include <atomic>
#include <thread>

#include "api/cli/bench_house.h"
#include "api/cli/pgbench.h"
#include "api/cli/stopwatch.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

std::string donation_of(const Scene& scene, Date day) {
  return nlohmann::json{
      {"donor", {{"name", "Sınaq MMC"}, {"kind", "company"}}},
      {"source", "contribution"},
      {"amount", {{"amount", "10.00"}, {"currency", "AZN"}}},
      {"received_on", to_text(day)},
      {"place", scene.gifts.id},
      {"fund", scene.general},
      {"evidence",
       {{{"kind", "bank_reference"}, {"reference", "SINAQ-1"}, {"date", to_text(day)}}}}}
      .dump();
}

/// What one connection measures: how long each of its calls took, in seconds.
class Giver {
 public:
  Giver(const BenchHouse& house, int number, api::Question question)
      : client_{"127.0.0.1", house.port()}, number_{number}, question_{std::move(question)} {}

  void give_until(const std::atomic<bool>& over) {
    while (!over) {
      question_.idempotency_key = std::to_string(number_) + "-" + std::to_string(latencies_.size());
      const Stopwatch watch;
      const auto answer = client_.ask(question_);
      latencies_.push_back(watch.seconds());
      if (answer.status != 201) ++refused_;
    }
  }

  [[nodiscard]] const std::vector<double>& latencies() const noexcept { return latencies_; }
  [[nodiscard]] int refused() const noexcept { return refused_; }

 private:
  api::Client client_;
  int number_;
  api::Question question_;
  std::vector<double> latencies_;
  int refused_ = 0;
};

struct Calling {
  std::vector<double> latencies;  ///< In order of size.
  double seconds;
};

Calling give(BenchHouse& house, const BenchOptions& options) {
  auto& administrator = house.scene().administrators[0];
  const api::Question question{
      .method = "POST",
      .path = "/v1/donations",
      .bearer = administrator.token,
      .body = donation_of(house.scene(), day_in_baku(house.calls().now()))};
  std::vector<std::unique_ptr<Giver>> givers;
  for (std::size_t i = 0; i < options.connections; ++i) {
    givers.push_back(std::make_unique<Giver>(house, static_cast<int>(i), question));
  }
  std::atomic<bool> over = false;
  std::vector<std::thread> threads;
  threads.reserve(givers.size());
  const Stopwatch watch;
  for (const auto& giver : givers) {
    threads.emplace_back([&giver, &over] { giver->give_until(over); });
  }
  std::this_thread::sleep_for(std::chrono::seconds{options.seconds});
  over = true;
  for (auto& thread : threads) thread.join();
  Calling calling{.latencies = {}, .seconds = watch.seconds()};
  for (const auto& giver : givers) {
    require(giver->refused() == 0, Errc::refused, "a gift to be measured wasn't recorded");
    calling.latencies.insert(calling.latencies.end(), giver->latencies().begin(),
                             giver->latencies().end());
  }
  std::ranges::sort(calling.latencies);
  return calling;
}

}  // namespace

/// P3: gifts announced one by one over HTTP, by many at once.
std::vector<Bar> bench_donation(const BenchOptions& options) {
  BenchHouse house{options};
  const auto calling = give(house, options);
  const auto& latencies = calling.latencies;
  const Yardstick yardstick{
      .cluster = house.cluster(), .folder = house.folder(), .seconds = options.seconds};
  auto conditions = conditions_here();
  conditions["connections"] = options.connections;
  conditions["donations"] = latencies.size();
  Bar rate{.bar = "P3",
           .value = static_cast<double>(latencies.size()) / calling.seconds,
           .unit = "donations/s",
           .yardstick = tpcb_name,
           .yardstick_value = yardstick.tpcb(),
           .target = 1,
           .conditions = conditions};
  Bar slowest{.bar = "P3",
              .value = latencies[latencies.size() * 99 / 100],
              .unit = "s, 99th percentile",
              .yardstick = "its median",
              .yardstick_value = latencies[latencies.size() / 2],
              .target = 10,
              .is_least = false,
              .conditions = conditions};
  return {std::move(rate), std::move(slowest)};
}

}  // namespace relief::cli
