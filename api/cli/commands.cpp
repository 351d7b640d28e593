#include "api/cli/commands.h"

#include <array>

namespace relief::cli {
namespace {

constexpr std::array all_commands{
    Command{"serve", "Serve the HTTP API and the page", add_serve},
    Command{"demo", "Tell a year of the fund through the HTTP API, check it, and show it",
            add_demo},
    Command{"init", "Begin the log: genesis, with two administrators and a rulebook", add_init},
    Command{"migrate", "Bring a database to this program's schema", add_migrate},
    Command{"import", "Enter opening balances and history, once, signed by two", add_import},
    Command{"user", "Set a person's password", add_user},
    Command{"key", "Make a person's signing key", add_key},
    Command{"sign",
            "Sign acts or proposals of a running server, shown first; prints the bodies to post",
            add_sign},
    Command{"report", "Print a report", add_report},
    Command{"match", "Match banks' files to a book of open items; a pure function", add_match},
    Command{"log", "The log's checkpoint, a record's proof, the audit bundle", add_log},
    Command{"verify", "Check a bundle or a database, trusting only the policy", add_verify},
    Command{"witness", "Be a witness of other people's logs: cosign what only grows", add_witness},
    Command{"bench", "Measure speed, beside pgbench on the same server", add_bench},
};

}  // namespace

std::span<const Command> commands() { return all_commands; }

}  // namespace relief::cli
