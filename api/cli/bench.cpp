#include "api/cli/bench.h"

#include <array>

#include <spdlog/fmt/fmt.h>

namespace relief::cli {
namespace {

// The larger books of `report` and `verify` are those of --entries.
constexpr std::array all_benches{
    Bench{"import", "P1, P2: history entered at full speed", bench_import},
    Bench{"donation", "P3: gifts announced over HTTP, by many at once", bench_donation},
    Bench{"verify", "P5: a bundle verified", bench_verify},
    Bench{"signatures", "P5b: the personal signatures of a bundle verified", bench_signatures},
    Bench{"report", "P6: a trial balance at a past day, on ten times the books", bench_report},
    Bench{"match", "P8: equal lump sums matched to a bank's statement", bench_match},
    Bench{"post", "P7: posting on grown books", bench_post},
    Bench{"statement", "P9: a bank's statement read and checked", bench_statement},
    Bench{"start", "P11: the start of a server on grown books", bench_start},
};

}  // namespace

std::span<const Bench> benches() { return all_benches; }

nlohmann::json bar_json(const Bar& bar) {
  return {{"bar", bar.bar},
          {"value", bar.value},
          {"unit", bar.unit},
          {"yardstick", {{"name", bar.yardstick}, {"value", bar.yardstick_value}}},
          {"ratio", bar.ratio()},
          {"target", bar.target},
          {"met", bar.met()},
          {"conditions", bar.conditions}};
}

std::string bar_text(const Bar& bar) {
  return fmt::format("{:<4} {:>12.4g} {:<22} {:>8.3g} × {} ({:.4g}); wanted {} {}: {}", bar.bar,
                     bar.value, bar.unit, bar.ratio(), bar.yardstick, bar.yardstick_value,
                     bar.is_least ? "at least" : "at most", bar.target,
                     bar.met() ? "met" : "NOT MET");
}

}  // namespace relief::cli
