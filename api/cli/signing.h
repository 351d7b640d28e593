#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace relief::cli {

/// What is to be signed, and with what.
struct SignOptions {
  std::string act;                   ///< A kind of act, or "proposal".
  std::vector<std::string> targets;  ///< "-" alone: one a line, from standard input.
  std::filesystem::path key;
  std::filesystem::path token;
  std::string fields = "{}";
  std::string server = "127.0.0.1:8080";
  bool yes = false;
};

/// Shows each statement, asks, signs it, and prints the body that the act's own endpoint takes, one
/// a line. A target that is refused doesn't keep the others. Answers the exit code.
/// Throws Error where nothing can be signed at all.
int sign(const SignOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace relief::cli
