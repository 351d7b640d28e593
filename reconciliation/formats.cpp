#include "reconciliation/formats.h"

#include <algorithm>
#include <array>

#include "reconciliation/camt.h"
#include "reconciliation/csv.h"
#include "reconciliation/mt940.h"
#include "reconciliation/ofx.h"

namespace relief::reconciliation {
namespace {

using Faults = Format::Faults;

/// The rows of camt: a message, as functions of the table's kind.
template <const CamtMessage& message>
bool is_camt(std::string_view head) {
  return looks_like(message, head);
}
template <const CamtMessage& message>
Faults read_camt(const Bytes& bytes, const Habits&, StatementSink& sink) {
  return tell(message, bytes, sink);
}

Faults read_mt(const Bytes& bytes, const Habits& habits, StatementSink& sink) {
  return tell_mt940(bytes, habits.charset, sink);
}

Faults read_csv(const Bytes& bytes, const Habits& habits, StatementSink& sink) {
  if (!habits.csv) {
    return {{"file", Reason::format_invalid, "no profile says how this bank writes its tables"}};
  }
  return tell_csv(bytes, *habits.csv, sink);
}

Faults read_ofx(const Bytes& bytes, const Habits& habits, StatementSink& sink) {
  return tell_ofx(bytes, habits.charset, sink);
}

/// A table is known by nothing in it, only by its bank's profile.
bool is_never(std::string_view) { return false; }

constexpr std::string_view xml = "application/xml";
constexpr std::string_view text = "text/plain";

constexpr std::array known{
    Format{"camt.053", xml, is_camt<camt053>, read_camt<camt053>},
    Format{"camt.052", xml, is_camt<camt052>, read_camt<camt052>},
    Format{"camt.054", xml, is_camt<camt054>, read_camt<camt054>},
    Format{"ofx", "application/x-ofx", looks_like_ofx, read_ofx},
    Format{"mt940", text, looks_like_mt940, read_mt},
    Format{"mt942", text, looks_like_mt942, read_mt},
    Format{"csv", "text/csv", is_never, read_csv},
};

const Format* or_null(const Format* found) { return found == known.end() ? nullptr : found; }

}  // namespace

Reading Format::read(std::string_view bytes, const Habits& habits) const {
  StatementKeeper keeper;
  auto faults = tell(bytes_of(bytes), habits, keeper);
  return {std::move(keeper).statements(), std::move(faults)};
}

std::span<const Format> formats() { return known; }

const Format* format_of(std::string_view bytes) {
  const auto head = bytes.substr(0, head_bytes);
  return or_null(std::ranges::find_if(
      known, [head](const Format& format) { return format.recognises(head); }));
}

const Format* format_named(std::string_view name) {
  return or_null(std::ranges::find(known, name, &Format::name));
}

const Format* format_sent_as(std::string_view media_type) {
  if (std::ranges::count(known, media_type, &Format::media_type) != 1) return nullptr;
  return std::ranges::find(known, media_type, &Format::media_type);
}

}  // namespace relief::reconciliation
