#include "ledger/cases/close_year.h"

#include <map>
#include <utility>

#include "ledger/cases/close_period.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/periods.h"

namespace relief {
namespace {

constexpr std::size_t lines_max = 500;  // Of an entry.

Line line(std::string account, const std::string& fund, const std::string& item, Money amount) {
  return {.account = std::move(account),
          .place = {},
          .fund = fund,
          .item = item,
          .amount = std::move(amount)};
}

/// Takes every result away, and books what a fund's come to as its accumulated result.
std::vector<Line> carried(const std::vector<storage::Result>& results, const std::string& item) {
  std::vector<Line> lines;
  std::map<std::pair<std::string, std::string_view>, Money> sums;
  for (const auto& [account, fund, amount] : results) {
    const auto& in = amount.currency();
    sums.try_emplace({fund, in.code}, Money::zero(in)).first->second += amount;
    lines.push_back(line(account, fund, item, -amount));
  }
  for (const auto& [key, sum] : sums) {
    if (!sum.is_zero()) lines.push_back(line("3100", key.first, item, sum));
  }
  return lines;
}

}  // namespace

Facts close_year(Work& work, const YearEnd& input) {
  const Date day{std::chrono::year{input.year} / std::chrono::December / 31};
  const auto fund = input.fund ? work.fund(*input.fund).id.text() : "";
  auto record = under_rule(work, "year", {.kind = "year.closed", .fields = {{"year", input.year}}});
  if (input.fund) record.fields["fund"] = fund;
  require_clause(day < work.today(), record.clause, "a year closes when it is over, not before");
  require_clause(open_day(work, day) == day, record.clause,
                 "the year's last month is closed already");
  const auto item = "year_" + std::to_string(input.year);
  record.entry =
      Entry{.on = day, .lines = carried(storage::results_by(work.tx(), day, fund), item)};
  const auto count = record.entry->lines.size();
  require(count > 0, Errc::conflict, "there is nothing to carry forward from this year");
  require(count <= lines_max, Errc::too_large,
          "the funds don't fit into one entry: close the year fund by fund");
  const auto seq =
      work.append_signed(std::move(record), {.target = std::to_string(input.year), .fund = fund});
  storage::insert_year_close(work.tx(), input.year, fund, seq);
  return {{"id", std::to_string(input.year)}, {"lines", count}, {"seq", seq}};
}

}  // namespace relief
