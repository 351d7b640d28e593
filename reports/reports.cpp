#include "reports/reports.h"

#include <algorithm>
#include <array>

#include "ledger/base/error.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"

namespace relief::reports {
namespace {

constexpr std::array all_reports{
    Report{"activities", "Gəlirlər və xərclər", "Activities", "as_of from to fund", activities},
    Report{"journal", "Jurnal", "Journal", "as_of from to fund place", journal},
    Report{"payment-register", "Ödənişlərin reyestri", "Payment register",
           "as_of from to fund place", payment_register},
    Report{"receipts-and-payments", "Daxilolmalar və ödənişlər", "Receipts and payments",
           "as_of from to fund place", receipts_and_payments},
    Report{"trial-balance", "Sınaq balansı", "Trial balance", "as_of fund place", trial_balance},
};
static_assert(std::ranges::is_sorted(all_reports, {}, &Report::name));

/// A parameter that somebody asks by.
struct Asked {
  std::string name;
  bool is_asked;
};

void require_taken(const Report& report, const Parameters& parameters) {
  const auto taken = parameters_of(report);
  std::string sentence = "this report takes only";
  for (const auto& each : taken) sentence += (&each == taken.data() ? " " : ", ") + each;
  for (const auto& each :
       {Asked{"as_of", parameters.as_of.has_value()}, Asked{"from", parameters.from.has_value()},
        Asked{"to", parameters.to.has_value()}, Asked{"fund", !parameters.fund.empty()},
        Asked{"place", !parameters.place.empty()}}) {
    const bool is_taken = std::ranges::find(taken, each.name) != taken.end();
    require_field(is_taken || !each.is_asked, "/" + each.name, sentence);
  }
  require_field(!parameters.as_of || (!parameters.from && !parameters.to), "/as_of",
                "a report is as of a day, or of a span");
}

Cell day_or_open(const std::optional<Date>& day) {
  return day ? Cell{*day} : Cell{std::string{"…"}};
}

/// What was asked, a sentence for each parameter.
std::vector<std::vector<Cell>> sentences(const Parameters& asked) {
  std::vector<std::vector<Cell>> all;
  if (asked.as_of) all.push_back({in_language(asked, "Vəziyyət tarixi: ", "As of "), *asked.as_of});
  if (asked.from || asked.to) {
    all.push_back({in_language(asked, "Dövr: ", "Period: "), day_or_open(asked.from),
                   std::string{" – "}, day_or_open(asked.to)});
  }
  if (!asked.fund.empty()) all.push_back({in_language(asked, "Fond: ", "Fund: "), asked.fund});
  if (!asked.place.empty()) all.push_back({in_language(asked, "Yer: ", "Place: "), asked.place});
  return all;
}

}  // namespace

Date Parameters::last() const {
  if (as_of) return *as_of;
  return to.value_or(parse_date("9999-12-31"));
}

std::span<const Report> reports() { return all_reports; }

const Report& find_report(std::string_view name) {
  const auto* found = std::ranges::find(all_reports, name, &Report::name);
  require(found != all_reports.end(), Errc::not_found, "there is no such report");
  return *found;
}

std::string in_language(const Parameters& parameters, std::string_view az, std::string_view en) {
  return std::string{parameters.lang == "en" ? en : az};
}

std::vector<std::string> parameters_of(const Report& report) {
  std::vector<std::string> names;
  for (auto rest = report.parameters; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  names.insert(names.end(), {"lang", "format"});
  return names;
}

Table run(storage::Transaction& tx, const Report& report, Parameters parameters) {
  require_taken(report, parameters);
  require_field(!parameters.from || *parameters.from <= parameters.last(), "/from",
                "this span ends before it begins");
  parameters.fund = storage::fund_named(tx, parameters.fund);
  parameters.place = storage::place_named(tx, parameters.place);
  auto table = report.run(tx, parameters);
  table.name = report.name;
  table.title = in_language(parameters, report.title_az, report.title_en);
  table.lang = parameters.lang;
  table.parameters = sentences(parameters);
  return table;
}

}  // namespace relief::reports
