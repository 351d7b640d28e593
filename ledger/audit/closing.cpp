#include "ledger/audit/closing.h"

#include "ledger/base/error.h"

namespace relief::audit {
namespace {

using std::chrono::year_month;

year_month month_of(Date day) {
  const std::chrono::year_month_day date{day};
  return date.year() / date.month();
}

int year_of(Date day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

/// Income, expenses and transfers between funds: what a year's end carries forward.
bool is_result(std::string_view account) {
  return account.front() == '4' || account.front() == '5' || account == "3900";
}

}  // namespace

void Closing::take(const Entry& entry) {
  require(!closed_through_ || entry.on > *closed_through_, Errc::refused,
          "an entry falls into a period that was closed before");
  for (const auto& line : entry.lines) {
    if (line.account == "1100") moved_[line.place][entry.on] += line.amount.units();
    if (!is_result(line.account)) continue;
    const auto& in = line.amount.currency();
    const auto [sum, is_new] = results_[year_of(entry.on)].try_emplace(
        {line.fund, in.code, line.account}, Money::zero(in));
    sum->second += line.amount;
  }
}

Money::Units Closing::held(const std::string& place, Date day) const {
  Money::Units sum = 0;
  const auto found = moved_.find(place);
  if (found == moved_.end()) return sum;
  for (const auto& [on, units] : found->second) {
    if (on <= day) sum += units;
  }
  return sum;
}

void Closing::close(std::string_view month, Date today) {
  require(month.size() == 7, Errc::malformed, "a period is a month");
  const auto period = month_of(parse_date(std::string{month} + "-01"));
  const Date last{period / std::chrono::last};
  require(!closed_through_ || month_of(*closed_through_) + std::chrono::months{1} == period,
          Errc::refused, "periods close in order, and each once");
  require(last < today, Errc::refused, "a period is closed before it is over");
  for (const auto& [place, days] : moved_) {
    if (days.begin()->first > last) continue;
    const auto reconciled = reconciled_.find({place, last});
    require(reconciled != reconciled_.end() && reconciled->second == held(place, last),
            Errc::refused, "a period is closed before its places are reconciled");
  }
  require(period.month() != std::chrono::December || year_end(year_of(last), {}).empty(),
          Errc::refused, "a year's last month is closed before the year is");
  closed_through_ = last;
}

std::map<Closing::Result, Money> Closing::results_by(int year) const {
  std::map<Result, Money> sums;
  for (const auto& [of, results] : results_) {
    if (of > year) break;
    for (const auto& [key, amount] : results) {
      const auto [sum, is_new] = sums.try_emplace(key, Money::zero(amount.currency()));
      sum->second += amount;
    }
  }
  return sums;
}

std::vector<Line> Closing::year_end(int year, const std::string& fund) const {
  const auto item = "year_" + std::to_string(year);
  std::vector<Line> lines;
  for (const auto& [key, amount] : results_by(year)) {
    const auto& [of, code, account] = key;
    const bool is_asked = fund.empty() || fund == of;
    if (is_asked && !amount.is_zero()) extend(lines, pair("3100", account, {}, of, item, amount));
  }
  return lines;
}

}  // namespace relief::audit
