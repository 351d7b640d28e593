#include "ledger/base/clock.h"

#include <algorithm>
#include <cstddef>

#include "ledger/base/baku_time.h"
#include "ledger/base/error.h"

namespace relief {
namespace {

std::string digits(long value, std::size_t width) {
  auto text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// The number at `text[from, from + width)`. Throws Error{malformed} unless all are digits.
int number(std::string_view text, std::size_t from, std::size_t width) {
  int value = 0;
  for (const char c : text.substr(from, width)) {
    require(c >= '0' && c <= '9', Errc::malformed,
            "a date or time has a character that isn't a digit");
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has_shape(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape, [](char c, char s) { return s == '0' || c == s; });
}

}  // namespace

std::string to_text(Date date) {
  const std::chrono::year_month_day day{date};
  return digits(static_cast<int>(day.year()), 4) + "-" +
         digits(static_cast<unsigned>(day.month()), 2) + "-" +
         digits(static_cast<unsigned>(day.day()), 2);
}

std::string to_text(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  return to_text(Date{day}) + "T" + digits(time.hours().count(), 2) + ":" +
         digits(time.minutes().count(), 2) + ":" + digits(time.seconds().count(), 2) + "Z";
}

Date parse_date(std::string_view text) {
  require(text.size() == 10 && has_shape(text, "0000-00-00"), Errc::malformed,
          "a date is written YYYY-MM-DD");
  const std::chrono::year_month_day day{
      std::chrono::year{number(text, 0, 4)},
      std::chrono::month{static_cast<unsigned>(number(text, 5, 2))},
      std::chrono::day{static_cast<unsigned>(number(text, 8, 2))}};
  require(day.ok() && number(text, 0, 4) >= 1900, Errc::malformed, "there is no such day");
  return day;
}

Instant parse_instant(std::string_view text) {
  require(text.size() == 20 && has_shape(text, "0000-00-00T00:00:00Z"), Errc::malformed,
          "an instant is written YYYY-MM-DDThh:mm:ssZ");
  const int hour = number(text, 11, 2);
  const int minute = number(text, 14, 2);
  const int second = number(text, 17, 2);
  require(hour < 24 && minute < 60 && second < 60, Errc::malformed, "there is no such time of day");
  return Instant{parse_date(text.substr(0, 10))} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second};
}

Date day_in_baku(Instant instant) {
  return Date{std::chrono::floor<std::chrono::days>(baku_time(instant)).time_since_epoch()};
}

}  // namespace relief
