#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/read_file.h"
#include "reconciliation/formats.h"
#include "reconciliation/match_files.h"

namespace relief::cli {
namespace {

namespace bank = reconciliation;

constexpr auto match_help =
    R"(A pure function of its files: no database, no clock. The book has one open item
a line, the result one match or exception a line; every line of the statements is in
exactly one of them. Statements may be camt.053, MT940, OFX, or a table (.csv) whose
profile stands in csv-profile.json beside it. A file that can't be read is an exception
of the result, not an error.

Exit codes: 0 matched, 1 the book or the profile can't be used, 3 a file
can't be read.)";

struct MatchOptions {
  std::filesystem::path book;
  std::vector<std::filesystem::path> statements;
  std::filesystem::path out;
};

constexpr std::string_view profiles_file = "csv-profile.json";

/// A table is known by its name only; everything else by how it begins.
bank::Reading read_statements(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  const bool is_table = path.extension() == ".csv";
  const auto* format = is_table ? bank::format_named("csv") : bank::format_of(bytes);
  if (format == nullptr || bytes.size() > bank::max_file_bytes) {
    return {{}, {{"file", bank::Reason::format_invalid, "no format is at home in this file"}}};
  }
  bank::Habits habits;
  if (is_table) {
    const auto profiles = read_file(path.parent_path() / profiles_file);
    habits.csv = bank::csv_profile_of_file(profiles, path.filename().string());
  }
  return format->read(bytes, habits);
}

int match(const MatchOptions& options) {
  auto book = bank::read_book(read_file(options.book));
  std::vector<bank::Delivery> deliveries;
  for (const auto& path : options.statements) {
    deliveries.push_back({path.filename().string(), read_statements(path)});
  }
  std::ofstream out{options.out, std::ios::binary};
  out << bank::match_files(std::move(book), std::move(deliveries));
  out.close();
  require(!out.fail(), Errc::conflict, "the result can't be written there");
  return 0;
}

}  // namespace

std::function<int()> add_match(CLI::App& app) {
  const auto options = std::make_shared<MatchOptions>();
  app.footer(match_help);
  app.add_option("--book", options->book, "Open items (JSONL)")->required();
  app.add_option("--statement", options->statements, "A file of a bank; as often as needed")
      ->required();
  app.add_option("--out", options->out, "Where the result goes (JSONL)")->required();
  return [options] { return match(*options); };
}

}  // namespace relief::cli
