#include "ledger/cases/close_period.h"

#include <algorithm>

#include "ledger/cases/under_rule.h"
#include "ledger/storage/periods.h"

namespace relief {
namespace {

using std::chrono::year_month;

Date last_day_of(year_month month) { return Date{month / std::chrono::last}; }

year_month month_of(Date day) {
  const std::chrono::year_month_day date{day};
  return date.year() / date.month();
}

void require_next(const Work& work, const std::optional<Date>& closed, year_month month,
                  const std::string& clause) {
  require(!closed || *closed < last_day_of(month), Errc::conflict, "this period is closed already");
  require_clause(!closed || month_of(*closed) + std::chrono::months{1} == month, clause,
                 "periods close in order, and one before this is open");
  require_clause(last_day_of(month) < work.today(), clause,
                 "a period closes when it is over, not before");
}

void require_reconciled(Work& work, Date last_day, const std::string& clause) {
  const auto places = storage::unreconciled_places(work.tx(), last_day);
  std::string sentence =
      "a period closes when each place is reconciled on its last day, and signed";
  for (const auto& place : places) sentence.append("; not so: ").append(place);
  require_clause(places.empty(), clause, sentence);
}

}  // namespace

year_month parse_period(std::string_view text) {
  constexpr auto sentence = "a period is a month, written YYYY-MM";
  require(text.size() == 7, Errc::malformed, sentence);
  return month_of(parse_date(std::string{text} + "-01"));
}

std::string to_text(year_month month) { return to_text(last_day_of(month)).substr(0, 7); }

Date open_day(Work& work, Date day) {
  // What isn't over isn't closed: nearly every entry is spared the question.
  if (month_of(day) >= month_of(work.today())) return day;
  const auto closed = storage::closed_through(work.tx());
  return closed ? std::max(day, *closed + std::chrono::days{1}) : day;
}

Facts close_period(Work& work, year_month month) {
  const auto period = to_text(month);
  const auto last_day = last_day_of(month);
  auto record =
      under_rule(work, "period", {.kind = "period.closed", .fields = {{"period", period}}});
  require_next(work, storage::closed_through(work.tx()), month, record.clause);
  require_reconciled(work, last_day, record.clause);
  require_clause(month.month() != std::chrono::December ||
                     storage::results_by(work.tx(), last_day, {}).empty(),
                 record.clause, "a year is closed, for every fund, before its last month is");
  const auto seq = work.append_signed(std::move(record), {.target = period});
  storage::insert(work.tx(), {.period = period, .last_day = last_day, .seq = seq});
  return {{"id", period}, {"seq", seq}};
}

}  // namespace relief
