#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

#include "ledger/base/clock.h"

namespace relief::cli {

/// What the caller of `relief demo` asked for.
struct DemoOptions {
  std::filesystem::path data;
  bool once = false;  ///< Ends after the story instead of serving on.
  bool json = false;  ///< The checks as JSON instead of text.
};

/// One of the two people whom genesis names: they let everybody else in.
struct PersonLogin {
  std::string login;
  std::string password;
  std::filesystem::path key_file;
};

/// What `relief verify` answers.
struct Verification {
  int exit_code = 0;
  std::string text;
};

/// The running server that the story is told to, and the few things that no API gives.
struct DemoWorld {
  std::string base_url;  ///< "http://127.0.0.1:8080".
  std::function<void(Instant)> set_clock;
  std::filesystem::path data;
  std::array<PersonLogin, 2> administrators;
  std::function<Verification(const std::filesystem::path& bundle)> verify;
  std::function<void(const std::filesystem::path& bundle)> write_bundle;
};

/// The moment at which the story begins: genesis was just written.
Instant demo_begins();

/// Tells a year of the Fund through the HTTP API, checks what must hold of it, writes `demo.json`
/// into the data folder, and prints where to look. Answers 0 only if every check held.
int tell_demo(const DemoWorld& world, const DemoOptions& options, std::ostream& out);

}  // namespace relief::cli
