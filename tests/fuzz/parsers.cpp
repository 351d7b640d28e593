/// The targets of libFuzzer, one a parser: this file is built once for each format's name, which
/// RELIEF_FUZZ is.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"

namespace relief::reconciliation {
namespace {

/// A profile that uses every column, with the bank's quirks turned on.
const Habits& habits() {
  static const Habits known{{}, read_csv_profile(R"({
      "separator": ";", "sign": "columns", "date_format": "DD.MM.YYYY", "decimal": ",",
      "thousands": " ", "footer": "Total",
      "preamble": {"statement": "No", "account": "Account", "currency": "Currency",
                   "from": "From", "to": "To", "opening": "Opening", "closing": "Closing"},
      "columns": {"booking_date": "Date", "reference": "Ref", "text": "Details", "iban": "IBAN",
                  "debit": "Debit", "credit": "Credit", "balance": "Balance", "batch": "Batch",
                  "count": "Count", "charges": "Charges"}})")};
  return known;
}

/// What must hold of every reading, whatever the bytes are.
void require_sense(const Reading& reading) {
  const auto holds = [](bool fact) {
    if (!fact) std::abort();
  };
  holds(!reading.faults.empty() || !reading.statements.empty());
  for (const auto& fault : reading.faults) holds(!fault.place.empty() && !fault.sentence.empty());
  if (!reading.faults.empty()) return;
  for (const auto& statement : join_pages(reading.statements)) {
    holds(statement.currency != nullptr && !statement.account.empty());
    const auto verdict = check(statement, {});
    const auto moved = as_moved(statement, verdict.reversals);
    if (!verdict.may_post()) continue;
    auto sum = moved.opening->amount;
    for (const auto& line : moved.lines) {
      if (line.is_booked) sum += line.amount;
    }
    holds(sum == moved.closing->amount);
  }
}

}  // namespace

/// A reading of the format that this target is built for.
void feed(std::string_view bytes) {
  format_of(bytes);
  require_sense(format_named(RELIEF_FUZZ)->read(bytes, habits()));
}

}  // namespace relief::reconciliation

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  relief::reconciliation::feed({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
