#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace relief::cli {

/// One measurement beside its yardstick, which was measured in the same run on the same machine.
struct Bar {
  std::string bar;  ///< "P1", as the list of bars names it.
  double value = 0;
  std::string unit;
  std::string yardstick;
  double yardstick_value = 0;
  double target = 0;     ///< What the ratio of the two has to reach,
  bool is_least = true;  ///< or must not exceed.
  nlohmann::json conditions = nlohmann::json::object();

  [[nodiscard]] double ratio() const { return value / yardstick_value; }
  [[nodiscard]] bool met() const { return is_least ? ratio() >= target : ratio() <= target; }
};

nlohmann::json bar_json(const Bar& bar);
std::string bar_text(const Bar& bar);

/// How much is measured. Enough for a first look; the bars ask for more.
struct BenchOptions {
  std::size_t entries = 100'000;  ///< In the larger of the books that are measured.
  std::size_t connections = 64;
  int seconds = 10;  ///< That each rate is measured for.
  std::filesystem::path folder;
};

/// Something that is measured. A new one is one file and one row.
struct Bench {
  std::string_view name;
  std::string_view help;
  std::vector<Bar> (*run)(const BenchOptions& options);
};

std::span<const Bench> benches();

std::vector<Bar> bench_donation(const BenchOptions& options);
std::vector<Bar> bench_import(const BenchOptions& options);
std::vector<Bar> bench_match(const BenchOptions& options);
std::vector<Bar> bench_post(const BenchOptions& options);
std::vector<Bar> bench_report(const BenchOptions& options);
std::vector<Bar> bench_signatures(const BenchOptions& options);
std::vector<Bar> bench_start(const BenchOptions& options);
std::vector<Bar> bench_statement(const BenchOptions& options);
std::vector<Bar> bench_verify(const BenchOptions& options);

}  // namespace relief::cli
