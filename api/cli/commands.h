#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name.
class App;
}

namespace relief::cli {

/// One command of the program. `add` declares its options on the sub-command and answers what to
/// run once they are read; the result is the exit code.
struct Command {
  std::string_view name;
  std::string_view help;
  std::function<int()> (*add)(CLI::App& app);
};

/// Every command, in the order in which --help lists them.
std::span<const Command> commands();

std::function<int()> add_bench(CLI::App& app);
std::function<int()> add_demo(CLI::App& app);
std::function<int()> add_import(CLI::App& app);
std::function<int()> add_init(CLI::App& app);
std::function<int()> add_key(CLI::App& app);
std::function<int()> add_log(CLI::App& app);
std::function<int()> add_match(CLI::App& app);
std::function<int()> add_migrate(CLI::App& app);
std::function<int()> add_report(CLI::App& app);
std::function<int()> add_serve(CLI::App& app);
std::function<int()> add_sign(CLI::App& app);
std::function<int()> add_user(CLI::App& app);
std::function<int()> add_verify(CLI::App& app);
std::function<int()> add_witness(CLI::App& app);

}  // namespace relief::cli
