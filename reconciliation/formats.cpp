#include "reconciliation/formats.h"

#include <algorithm>
#include <array>

#include "reconciliation/camt053.h"

namespace relief::reconciliation {
namespace {

constexpr std::array known{
    Format{"camt.053", looks_like_camt053, read_camt053},
};

const Format* or_null(const Format* found) { return found == known.end() ? nullptr : found; }

}  // namespace

std::span<const Format> formats() { return known; }

const Format* format_of(std::string_view bytes) {
  const auto head = bytes.substr(0, head_bytes);
  return or_null(std::ranges::find_if(
      known, [head](const Format& format) { return format.recognises(head); }));
}

const Format* format_named(std::string_view name) {
  return or_null(std::ranges::find(known, name, &Format::name));
}

}  // namespace relief::reconciliation
