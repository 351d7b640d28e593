#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.h"
#include "api/cli/database_access.h"
#include "ledger/storage/database.h"
#include "reports/render.h"
#include "reports/reports.h"

namespace relief::cli {
namespace {

struct ReportOptions {
  std::filesystem::path data = "relief-data";
  std::string database;
  std::string name;
  std::string format = "csv";
  std::string as_of, from, to;
  reports::Parameters parameters;
};

std::optional<Date> day_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{parse_date(text)};
}

int report(ReportOptions options) {
  const auto& asked = reports::find_report(options.name);
  const auto& form = reports::find_form(options.format);
  auto& parameters = options.parameters;
  parameters.as_of = day_of(options.as_of);
  parameters.from = day_of(options.from);
  parameters.to = day_of(options.to);
  const auto access = open_books(options.data, options.database);
  storage::Database database{access.conninfo(), 1};
  const auto table =
      database.read([&](storage::Transaction& tx) { return reports::run(tx, asked, parameters); });
  std::cout << form.render(table);
  return 0;
}

}  // namespace

std::function<int()> add_report(CLI::App& app) {
  const auto options = std::make_shared<ReportOptions>();
  std::string names;
  for (const auto& each : reports::reports()) {
    names += (names.empty() ? "" : ", ") + std::string{each.name};
  }
  app.add_option("name", options->name, "One of: " + names)->required();
  app.add_option("--data", options->data, "The data folder with the private database");
  app.add_option("--database", options->database, "A PostgreSQL URL instead");
  app.add_option("--format", options->format, "csv, json, html; the journal also hledger");
  app.add_option("--as-of", options->as_of, "What was effective by this day; not beside a span");
  app.add_option("--from", options->from, "From this day on");
  app.add_option("--to", options->to, "To this day");
  app.add_option("--fund", options->parameters.fund, "Of this fund only: its identifier or code");
  app.add_option("--place", options->parameters.place,
                 "Of this place only: its identifier or IBAN");
  app.add_option("--lang", options->parameters.lang, "az or en")
      ->check(CLI::IsMember({"az", "en"}));
  return [options] { return report(*options); };
}

}  // namespace relief::cli
