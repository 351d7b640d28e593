#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "ledger/audit/verify.h"
#include "tests/bench/verify/long_log.h"

namespace relief::bench {
namespace {

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long peak_kib() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss;
}

/// Writes a bundle of so many registered keys and so many entries of history.
int write(const std::filesystem::path& folder, std::uint64_t keys, std::uint64_t entries) {
  const LongLog log{keys, entries};
  audit::write_bundle(log.source(), audit::into_folder(folder / "bundle"));
  audit::into_folder(folder)("policy", log.policy());
  return 0;
}

/// Verifies it, and says what that took.
int verify(const std::filesystem::path& folder, const std::string& policy) {
  const auto before = processor_seconds();
  const auto begun = std::chrono::steady_clock::now();
  const auto verdict = audit::verify_bundle(folder / "bundle", audit::parse_policy(policy));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << nlohmann::json{{"valid", verdict.holds()},
                              {"records", verdict.checkpoint()->size},
                              {"seconds", took.count()},
                              {"processor_seconds", processor_seconds() - before},
                              {"peak_kib", peak_kib()}}
                   .dump()
            << "\n";
  if (!verdict.holds()) std::cerr << audit::to_text(verdict);
  return static_cast<int>(verdict.outcome());
}

}  // namespace
}  // namespace relief::bench

/// `verify_bench write FOLDER KEYS ENTRIES`, `verify_bench verify FOLDER < policy`: run.sh beside
/// this file does both and sets them beside sha256sum and openssl speed.
int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 4 && words[0] == "write") {
    return relief::bench::write(words[1], std::stoull(words[2]), std::stoull(words[3]));
  }
  if (words.size() == 2 && words[0] == "verify") {
    return relief::bench::verify(words[1],
                                 std::string{std::istreambuf_iterator<char>{std::cin}, {}});
  }
  std::cerr << "verify_bench write FOLDER KEYS ENTRIES | verify_bench verify FOLDER < policy\n";
  return 2;
}
