#include "reconciliation/mt_entry.h"

#include <algorithm>
#include <array>

#include "ledger/base/ascii.h"
#include "reconciliation/figures.h"

namespace relief::reconciliation {
namespace {

/// The longest beginning of `text` of which all `belongs`, taken off it.
template <class Belongs>
std::string_view take_while(std::string_view& text, Belongs&& belongs) {
  const auto end = std::ranges::find_if_not(text, belongs);
  const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

/// "260111". SWIFT's two digits of a year are those from 1980 to 2079.
std::optional<Date> short_day(std::string_view digits) {
  constexpr std::size_t length = 6;
  if (digits.size() != length || !std::ranges::all_of(digits, is_digit)) return {};
  std::string text{digits.front() >= '8' ? "19" : "20"};
  text.append(digits.substr(0, 2)).append("-").append(digits.substr(2, 2));
  return read_day(text.append("-").append(digits.substr(4, 2)));
}

/// The day of "0131" that is nearest to another: entries say no year.
std::optional<Date> day_near(std::string_view digits, Date near) {
  const std::chrono::year_month_day day{near};
  std::optional<Date> nearest;
  for (const int years : {0, -1, 1}) {
    auto text = std::to_string(static_cast<int>(day.year()) + years);
    text.append("-").append(digits.substr(0, 2)).append("-").append(digits.substr(2, 2));
    const auto candidate = read_day(text);
    if (!candidate) continue;
    const auto distance = [near](Date date) { return date > near ? date - near : near - date; };
    if (!nearest || distance(*candidate) < distance(*nearest)) nearest = candidate;
  }
  return nearest;
}

/// What the mark of an entry says: C, D, and with R or E before.
struct Mark {
  bool is_credit = false;
  bool is_reversal = false;
  bool is_expected = false;
};

std::optional<Mark> take_mark(std::string_view& rest) {
  Mark mark;
  if (rest.starts_with('R')) mark.is_reversal = true;
  if (rest.starts_with('E')) mark.is_expected = true;
  if (mark.is_reversal || mark.is_expected) rest.remove_prefix(1);
  if (!rest.starts_with('C') && !rest.starts_with('D')) return {};
  mark.is_credit = rest.front() == 'C';
  rest.remove_prefix(1);
  take_while(rest, is_capital);  // The funds code: the third letter of the currency.
  return mark;
}

/// Both days of an entry, or a fault. Banks that count months of 30 days write 30 February as a
/// day of value: that is a fault too, and the 28th stands there for whoever looks at the file.
bool take_days(std::string_view& rest, MtEntry& entry, const MtField& field, FaultList& faults) {
  constexpr std::size_t long_day = 6;
  constexpr std::size_t short_length = 4;
  const auto digits = take_while(rest, is_digit);
  if (digits.size() != long_day && digits.size() != long_day + short_length) {
    faults.add(field.place(), Reason::format_invalid, "the entry has no day");
    return false;
  }
  const auto value = digits.substr(0, long_day);
  const auto booked = digits.substr(long_day);
  auto value_on = short_day(value);
  if (!value_on) {
    faults.add(field.place(), Reason::format_invalid, "there is no such day");
    value_on = short_day(std::string{value.substr(0, short_length)} + "28");
    if (!value_on) return false;
  }
  const auto booked_on = booked.empty() ? value_on : day_near(booked, *value_on);
  if (!booked_on) {
    faults.add(field.place(), Reason::format_invalid, "there is no such day");
    return false;
  }
  entry.value_on = *value_on;
  entry.booked_on = *booked_on;
  return true;
}

/// What follows the amount: "NTRFREFERENCE//BANK REFERENCE".
void take_references(std::string_view rest, MtEntry& entry) {
  constexpr std::size_t type_length = 4;
  entry.type = rest.substr(0, type_length);
  rest.remove_prefix(std::min(rest.size(), type_length));
  const auto bank = rest.find("//");
  entry.reference = rest.substr(0, bank);
  if (bank != std::string_view::npos) entry.bank_reference = rest.substr(bank + 2);
}

}  // namespace

std::optional<Money> read_mt_amount(std::string_view text, const Currency& currency) {
  std::string plain{text};
  std::ranges::replace(plain, ',', '.');
  return read_amount(plain, currency);
}

std::optional<MtEntry> read_mt_entry(const MtField& field, const Currency& currency,
                                     FaultList& faults) {
  MtEntry entry{Money::zero(currency)};
  std::string_view rest = field.text();
  if (!take_days(rest, entry, field, faults)) return {};
  const auto mark = take_mark(rest);
  if (!mark) {
    faults.add(field.place(), Reason::format_invalid, "the entry has no direction");
    return {};
  }
  const auto figures = take_while(rest, [](char c) { return is_digit(c) || c == ',' || c == '.'; });
  const auto amount = read_mt_amount(figures, currency);
  if (!amount) {
    faults.add(field.place(), Reason::format_invalid,
               "this isn't an amount with at most the decimals of its currency");
    return {};
  }
  // A reversal moves money the other way than its mark.
  entry.amount = mark->is_credit == mark->is_reversal ? -*amount : *amount;
  entry.is_reversal = mark->is_reversal;
  entry.is_expected = mark->is_expected;
  take_references(rest, entry);
  for (std::size_t i = 1; i < field.lines.size(); ++i) {
    if (!entry.supplement.empty()) entry.supplement += '\n';
    entry.supplement += field.lines[i];
  }
  return entry;
}

std::optional<Balance> read_mt_balance(const MtField& field, FaultList& faults) {
  constexpr std::size_t day_at = 1;
  constexpr std::size_t currency_at = 7;
  constexpr std::size_t amount_at = 10;
  const std::string_view text = field.text();
  const bool is_credit = text.starts_with('C');
  if (text.size() > amount_at && (is_credit || text.starts_with('D'))) {
    const auto* currency = find_currency(text.substr(currency_at, amount_at - currency_at));
    if (currency == nullptr) {
      faults.add(field.place(), Reason::ccy_mismatch, "there is no such currency");
      return {};
    }
    const auto on = short_day(text.substr(day_at, currency_at - day_at));
    const auto amount = read_mt_amount(text.substr(amount_at), *currency);
    if (on && amount) return Balance{is_credit ? *amount : -*amount, *on};
  }
  faults.add(field.place(), Reason::format_invalid,
             "a balance needs an amount, a direction and a day");
  return {};
}

}  // namespace relief::reconciliation
