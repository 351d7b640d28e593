#include "reports/written.h"

#include <algorithm>
#include <array>

namespace relief::reports {
namespace {

constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_english(std::string_view lang) { return lang == "en"; }

}  // namespace

std::string written(const Money& money, std::string_view lang) {
  auto text = money.decimal();
  const auto point = std::min(text.find('.'), text.size());
  if (point < text.size() && !is_english(lang)) text[point] = ',';
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (auto at = point; at > first + 3;) {
    at -= 3;
    text.insert(at, is_english(lang) ? "," : "\u202f");
  }
  return text;
}

std::string written_with_currency(const Money& money, std::string_view lang) {
  const auto code = money.currency().code;
  return written(money, lang) + "\u00a0" + (code == "AZN" ? "₼" : std::string{code});
}

std::string written(Date date, std::string_view lang) {
  const auto iso = to_text(date);
  const auto year = iso.substr(0, 4);
  if (!is_english(lang)) return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + year;
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return std::to_string(std::stoi(iso.substr(8, 2))) + " " + months.at(month - 1) + " " + year;
}

std::string written(std::chrono::local_seconds time, std::string_view lang) {
  const Instant shown{time.time_since_epoch()};
  return written(std::chrono::floor<std::chrono::days>(shown), lang) + " " +
         to_text(shown).substr(11, 5);
}

}  // namespace relief::reports
