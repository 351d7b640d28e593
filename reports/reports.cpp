#include "reports/reports.h"

#include <algorithm>
#include <array>

#include "ledger/base/error.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"

namespace relief::reports {
namespace {

constexpr std::array all_reports{
    Report{"activities", "Gəlirlər və xərclər", "Activities", activities},
    Report{"journal", "Jurnal", "Journal", journal},
    Report{"payment-register", "Ödənişlərin reyestri", "Payment register", payment_register},
    Report{"receipts-and-payments", "Daxilolmalar və ödənişlər", "Receipts and payments",
           receipts_and_payments},
    Report{"trial-balance", "Sınaq balansı", "Trial balance", trial_balance},
};
static_assert(std::ranges::is_sorted(all_reports, {}, &Report::name));

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

Table run(storage::Transaction& tx, const Report& report, Parameters parameters) {
  require_field(!parameters.from || *parameters.from <= parameters.last(), "/from",
                "this span ends before it begins");
  parameters.fund = storage::fund_named(tx, parameters.fund);
  parameters.place = storage::place_named(tx, parameters.place);
  auto table = report.run(tx, parameters);
  table.name = report.name;
  table.title = in_language(parameters, report.title_az, report.title_en);
  table.lang = parameters.lang;
  if (parameters.as_of) {
    table.parameters.push_back(in_language(parameters, "Vəziyyət tarixi: ", "As of ") +
                               to_text(*parameters.as_of));
  }
  if (parameters.from || parameters.to) {
    table.parameters.push_back(in_language(parameters, "Dövr: ", "Period: ") +
                               (parameters.from ? to_text(*parameters.from) : "…") + " – " +
                               (parameters.to ? to_text(*parameters.to) : "…"));
  }
  if (!parameters.fund.empty()) {
    table.parameters.push_back(in_language(parameters, "Fond: ", "Fund: ") + parameters.fund);
  }
  if (!parameters.place.empty()) {
    table.parameters.push_back(in_language(parameters, "Yer: ", "Place: ") + parameters.place);
  }
  return table;
}

}  // namespace relief::reports
