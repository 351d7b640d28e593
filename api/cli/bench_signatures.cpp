#include <thread>

#include "api/cli/bench_house.h"
#include "api/cli/bench_log.h"
#include "api/cli/printed.h"
#include "api/cli/stopwatch.h"
#include "ledger/audit/verify.h"
#include "ledger/base/error.h"

namespace relief::cli {
namespace {

/// The verifications a second of `openssl speed` on all cores at once: its last figure. What one
/// core does alone, times their number, is more than they do together.
double openssl_rate(const BenchFolder& folder, int seconds) {
  const auto text = printed_by("/usr/bin/openssl",
                               {"speed", "-seconds", std::to_string(seconds), "-multi",
                                std::to_string(std::thread::hardware_concurrency()), "ed25519"},
                               folder.path());
  const auto end = text.find_last_of("0123456789");
  require(end != std::string::npos, Errc::unavailable, "openssl speed didn't print its rate");
  return std::stod(text.substr(text.find_last_of(" \t", end) + 1));
}

}  // namespace

/// P5b: the personal signatures of a bundle verified on all cores, its records and their tree
/// included.
std::vector<Bar> bench_signatures(const BenchOptions& options) {
  const BenchFolder folder{options.folder};
  const auto bundle = folder.path() / "bundle";
  const SignedLog log{options.entries / 2};
  audit::write_bundle(log.source(), audit::into_folder(bundle));
  const auto policy = audit::parse_policy(log.policy());
  const Stopwatch watch;
  const auto verdict = audit::verify_bundle(bundle, policy);
  const auto seconds = watch.seconds();
  require(verdict.holds(), Errc::refused, "the bundle to be measured isn't valid");
  auto conditions = conditions_here();
  conditions["signatures"] = options.entries;
  return {{.bar = "P5b",
           .value = static_cast<double>(options.entries) / seconds,
           .unit = "signatures/s",
           .yardstick = "openssl speed ed25519 on as many cores",
           .yardstick_value = openssl_rate(folder, options.seconds),
           .target = 0.85,
           .conditions = conditions}};
}

}  // namespace relief::cli
