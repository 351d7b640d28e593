#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/commands.h"
#include "api/cli/house.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/found_log.h"
#include "ledger/cases/import_history.h"
#include "ledger/proof/key_file.h"

namespace relief::cli {
namespace {

constexpr auto import_help = R"(One entry a line (NDJSON), oldest first:
  {"on":"2019-05-02","lines":[
    {"a":"1100","p":"Main account","f":"general","i":"old-17","m":"70000"},
    {"a":"4100","c":"AZN","f":"general","i":"old-17","m":"-70000"}]}
a  the account's code in the chart
p  the place's identifier or name, for accounts that are kept by place; others have
   c, the currency
f  the fund's identifier or code
i  what the line is about: an identifier, or the old books' own name for it, which
   the log keeps as an identifier only. The same name is the same item
m  minor units as a text; debits are positive, credits negative
Opening balances are entries too. What raises a fund's own money opens a gift lot.
No accounts 9100 and 9200: what is reserved belongs to requests, which come later.

All lines are entered, or none. Exit codes: 0 entered (with --check: no faults),
1 refused, 2 the file has faults, 3 environment.)";

struct ImportOptions {
  HouseOptions house;
  std::filesystem::path file;
  std::vector<std::filesystem::path> keys;
  std::string root;
  bool check = false;
  bool json = false;
  bool quiet = false;
};

nlohmann::json to_json(const HistoryImport& import) {
  auto faults = nlohmann::json::array();
  for (const auto& fault : import.faults) {
    faults.push_back({{"line", fault.line}, {"fault", fault.sentence}});
  }
  nlohmann::json json{{"count", import.count},
                      {"fault_count", import.fault_count},
                      {"faults", std::move(faults)},
                      {"entered", import.seq.has_value()}};
  if (import.fault_count > 0) return json;
  json["lots"] = import.lots;
  json["root"] = to_base64url(as_bytes(import.root));
  if (import.seq) json["seq"] = *import.seq;
  return json;
}

void print_faults(const HistoryImport& import) {
  for (const auto& fault : import.faults) {
    std::cerr << "line " << fault.line << ": " << fault.sentence << "\n";
  }
  if (import.fault_count > import.faults.size()) {
    std::cerr << "… and " << import.fault_count - import.faults.size() << " more\n";
  }
  std::cerr << "Nothing was entered: " << import.fault_count << " of " << import.count
            << " lines have faults.\n";
}

void print(const HistoryImport& import) {
  std::cout << "entries " << import.count << "\nlots    " << import.lots << "\nroot    "
            << to_base64url(as_bytes(import.root)) << "\n"
            << (import.seq ? "entered at record " + std::to_string(*import.seq)
                           : std::string{"checked only: nothing was entered"})
            << "\n";
}

std::optional<Hash> root_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto bytes = from_base64url(text);
  require(bytes && bytes->size() == Hash{}.size(), Errc::malformed,
          "a root is the base64url of 32 bytes");
  return hash_of(*bytes);
}

int import_journal(const ImportOptions& options) {
  std::ifstream file{options.file, std::ios::binary};
  require(file.good(), Errc::unavailable, "the file that was named can't be read");
  std::vector<SigningKey> keys;
  for (const auto& key : options.keys) keys.push_back(SigningKey::of_pem(read_secret_file(key)));
  const HistoryOrder order{.enter = !options.check, .root = root_of(options.root)};
  require_books(options.house.data, options.house.database);
  House house{options.house, wall_clock()};
  require(is_founded(house.context().database), Errc::conflict,
          "this log has not begun: relief init");
  const auto import = import_history(house.context(), file, keys, order);
  if (options.json) {
    std::cout << to_json(import).dump() << "\n";
  } else if (import.fault_count > 0) {
    print_faults(import);
  } else if (!options.quiet) {
    print(import);
  }
  return import.fault_count > 0 ? 2 : 0;
}

}  // namespace

std::function<int()> add_import(CLI::App& app) {
  const auto options = std::make_shared<ImportOptions>();
  options->house.data = "relief-data";
  options->house.connections = 2;
  app.require_subcommand(1);
  auto* journal = app.add_subcommand(
      "journal", "Enter opening balances and history, before the first receipt or request");
  journal->add_option("file", options->file, "The entries, one a line")->required();
  journal->add_option("--key", options->keys, "An administrator's secret key (PEM); twice")
      ->required();
  journal->add_option("--data", options->house.data, "The data folder with the private database");
  journal->add_option("--database", options->house.database, "A PostgreSQL URL instead");
  journal->add_option("--origin", options->house.origin,
                      "What the log is named, if you want to be sure");
  journal->add_option("--root", options->root, "Enter the file only if this is its Merkle root");
  journal->add_flag("--check", options->check, "Read and check the file, and enter nothing");
  journal->add_flag("--json", options->json, "The result for programs");
  journal->add_flag("--quiet", options->quiet, "The exit code alone");
  journal->footer(import_help);
  return [options] { return import_journal(*options); };
}

}  // namespace relief::cli
