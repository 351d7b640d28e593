#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/storage/transaction.h"
#include "reports/table.h"

namespace relief::reports {

/// What a report is asked for. Days are effective days; a report takes `as_of` or a span.
struct Parameters {
  std::optional<Date> as_of = {};
  std::optional<Date> from = {};
  std::optional<Date> to = {};
  std::string fund = {};    ///< Empty: all.
  std::string place = {};   ///< Empty: all.
  std::string lang = "az";  ///< "az" or "en".

  /// The last day that counts.
  [[nodiscard]] Date last() const;
};

/// One report: a question about the books. A new one is one new file and one new row.
struct Report {
  std::string_view name;
  std::string_view title_az;
  std::string_view title_en;
  std::string_view parameters;  ///< What it takes, besides lang and format, separated by spaces.
  Table (*run)(storage::Transaction& tx, const Parameters& parameters);
};

std::span<const Report> reports();

/// Throws Error{not_found}.
const Report& find_report(std::string_view name);

/// The names of all parameters that a report takes.
std::vector<std::string> parameters_of(const Report& report);

/// Runs a report and names it in its language. A fund goes by its identifier or code, a place by
/// its identifier or IBAN. Throws Error{malformed} for one that isn't there, for a span that ends
/// before it begins, and for a parameter that the report doesn't take: it would answer another
/// question than was asked.
Table run(storage::Transaction& tx, const Report& report, Parameters parameters);

/// One text or the other, by the language of the parameters.
std::string in_language(const Parameters& parameters, std::string_view az, std::string_view en);

Table activities(storage::Transaction& tx, const Parameters& parameters);
Table trial_balance(storage::Transaction& tx, const Parameters& parameters);
Table receipts_and_payments(storage::Transaction& tx, const Parameters& parameters);
Table payment_register(storage::Transaction& tx, const Parameters& parameters);
Table journal(storage::Transaction& tx, const Parameters& parameters);

}  // namespace relief::reports
