#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/ledger/audit/story.h"

namespace relief::audit::test {

/// One way to damage a bundle, and what verification has to say of it.
struct Mutation {
  std::string kind;  ///< What is damaged: a row of the summary.
  std::string name;
  std::function<void(Files& files)> damage;
  Outcome outcome = Outcome::invalid;
  std::optional<std::uint64_t> seq = std::nullopt;
};

inline void flip(char& byte) { byte = static_cast<char>(byte ^ 1); }

/// By somebody who can write every file but has no key.
std::vector<Mutation> mutations_of_records();
std::vector<Mutation> mutations_of_files();

}  // namespace relief::audit::test
