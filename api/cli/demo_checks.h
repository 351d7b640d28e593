#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "api/cli/demo.h"
#include "api/cli/demo_story.h"

namespace relief::cli {

/// One thing that must hold after the story.
struct Check {
  std::string name;
  bool ok = false;
  std::string detail;
};

/// The books in one table, to be read.
std::string trial_balance_text(Story& story);

/// What the books say must be what the story told, and what the bank says.
std::vector<Check> check_books(Story& story);

/// Who may not see or do a thing can't.
std::vector<Check> check_separations(Story& story);

/// What is malformed, forged, stale or altered is refused, and nothing is written.
std::vector<Check> check_refusals(Story& story);

/// The bundle holds offline, and one changed byte of it is found.
std::vector<Check> check_bundle(const DemoWorld& world, const std::filesystem::path& bundle);

}  // namespace relief::cli
