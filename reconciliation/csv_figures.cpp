#include "reconciliation/csv_figures.h"

#include <algorithm>
#include <array>

namespace relief::reconciliation {
namespace {

constexpr std::string_view no_break_space = "\xc2\xa0";
constexpr std::string_view narrow_space = "\xe2\x80\xaf";
constexpr std::string_view minus_sign = "\xe2\x88\x92";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// Every space is the plain one, and so is every minus.
std::string simplified(std::string_view text) {
  std::string plain{text};
  replace_all(plain, no_break_space, " ");
  replace_all(plain, narrow_space, " ");
  replace_all(plain, minus_sign, "-");
  return plain;
}

/// Takes the marks between thousands out; false where one stands where no thousand ends.
bool take_groups_out(std::string& text, std::string_view mark, char decimal) {
  if (mark.empty()) return true;
  constexpr std::size_t group = 3;
  auto whole = text.substr(0, text.find(decimal));
  const auto fraction = text.substr(whole.size());
  for (auto at = whole.rfind(mark); at != std::string::npos; at = whole.rfind(mark)) {
    const bool is_in_place = at > 0 && (whole.size() - at - mark.size()) % group == 0;
    if (!is_in_place) return false;
    whole.erase(at, mark.size());
  }
  text = whole + fraction;
  return fraction.find(mark) == std::string::npos;
}

}  // namespace

std::optional<Date> read_csv_day(std::string_view text, const CsvProfile& profile) {
  const std::string_view format = profile.date_format;
  if (text.size() < format.size()) return {};
  std::string year, month, day;
  for (std::size_t i = 0; i < format.size(); ++i) {
    switch (format[i]) {
      case 'Y': year += text[i]; break;
      case 'M': month += text[i]; break;
      case 'D': day += text[i]; break;
      default:
        if (text[i] != format[i]) return {};
    }
  }
  const auto rest = text.substr(format.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != 'T') return {};
  return read_day(year.append("-").append(month).append("-").append(day));
}

std::string plain_csv_number(std::string_view text, const CsvProfile& profile) {
  auto plain = simplified(text);
  if (!take_groups_out(plain, simplified(profile.thousands), profile.decimal)) return {};
  std::ranges::replace(plain, profile.decimal, '.');
  return plain;
}

std::optional<Money> read_csv_amount(std::string_view text, const Currency& currency,
                                     const CsvProfile& profile) {
  auto plain = simplified(text);
  bool is_negative = false;
  if (plain.starts_with('-') || plain.starts_with('+')) {
    is_negative = plain.front() == '-';
    plain.erase(0, 1);
  } else if (plain.ends_with('-')) {
    is_negative = true;
    plain.pop_back();
  }
  // A point that is no mark of the profile's may not pass for one.
  if (profile.decimal != '.' && simplified(profile.thousands) != "." &&
      plain.find('.') != std::string::npos) {
    return {};
  }
  const auto amount = read_amount(plain_csv_number(plain, profile), currency);
  if (!amount) return {};
  return is_negative ? -*amount : *amount;
}

}  // namespace relief::reconciliation
