#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace relief {

/// A moment, to the second, in UTC. Text: RFC 3339, "2026-11-24T08:30:00Z".
using Instant = std::chrono::sys_seconds;

/// A day of the calendar. Text: ISO 8601, "2026-11-24".
using Date = std::chrono::sys_days;

/// Tells the present. Passed in, so that tests and demos can live in any year.
using Clock = std::function<Instant()>;

std::string to_text(Instant instant);
std::string to_text(Date date);

/// Throws Error{malformed} for anything but the one spelling, and for days that don't exist.
Instant parse_instant(std::string_view text);
Date parse_date(std::string_view text);

/// The reporting day in Baku at a moment. Azerbaijan has kept +04:00 all year since 2016.
Date day_in_baku(Instant instant);

}  // namespace relief
