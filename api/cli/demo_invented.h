#pragma once

#include <cstdint>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

namespace relief::cli {

/// Invents people, by names that say that nobody has them. The same seed invents the same people,
/// on every machine.
class Inventor {
 public:
  explicit Inventor(std::uint64_t seed) : random_{seed} {}

  /// An identity as POST /v1/cases takes it: some have no document at all.
  nlohmann::json identity();

  [[nodiscard]] std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  std::string fin();

  std::mt19937_64 random_;
  std::size_t invented_ = 0;
};

}  // namespace relief::cli
