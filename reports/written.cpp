#include "reports/written.h"

#include <algorithm>

namespace relief::reports {

std::string written(const Money& money) {
  auto text = money.decimal();
  const auto point = std::min(text.find('.'), text.size());
  if (point < text.size()) text[point] = ',';
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (auto at = point; at > first + 3;) {
    at -= 3;
    text.insert(at, "\u202f");
  }
  return text;
}

std::string written_with_currency(const Money& money) {
  const auto code = money.currency().code;
  return written(money) + "\u00a0" + (code == "AZN" ? "₼" : std::string{code});
}

std::string written(Date date) {
  const auto iso = to_text(date);
  return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

std::string written(std::chrono::local_seconds time) {
  const Instant shown{time.time_since_epoch()};
  return written(std::chrono::floor<std::chrono::days>(shown)) + " " + to_text(shown).substr(11, 5);
}

}  // namespace relief::reports
